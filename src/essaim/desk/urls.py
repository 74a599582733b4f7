from django.urls import path

from essaim.desk.views import factor, job, tokens, unsubscribe

app_name = "desk"
urlpatterns = [
    path("second-factor/", factor.second_factor, name="second_factor"),
    path("tokens/", tokens.token_list, name="tokens"),
    path("tokens/<int:number>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("unsubscribe/<str:signed>/", unsubscribe.unsubscribe_page, name="unsubscribe"),
    path("jobs/", job.job_list, name="jobs"),
    path("jobs/<int:number>/", job.job_detail, name="job"),
    path("jobs/<int:number>/cancel/", job.job_cancel, name="job_cancel"),
    path("jobs/<int:number>/retry/", job.job_retry, name="job_retry"),
]
