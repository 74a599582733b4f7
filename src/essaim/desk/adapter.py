from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from essaim.desk.models import Account, Grant


class AccountAdapter(DefaultAccountAdapter):
    """Where allauth asks our opinion."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever has work to do begins at it; others where they were going, or at home."""
        account = request.user
        if isinstance(account, Account) and (account.is_superuser or Grant.objects.filter(account=account, role="team").exists()):
            return reverse("team:home")
        return str(super().get_login_redirect_url(request))
