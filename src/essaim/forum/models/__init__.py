from essaim.forum.models.edition import Edition, Partner, Series
from essaim.forum.models.exchange import Import
from essaim.forum.models.link import Link
from essaim.forum.models.media import Download, Note, Photo, Video
from essaim.forum.models.path import Format, Path
from essaim.forum.models.programme import Slot, Version
from essaim.forum.models.report import Report, Statement, Visit, VisitHost
from essaim.forum.models.session import Appearance, Favourite, Involvement, Session
from essaim.forum.models.speaker import Absence, Availability, Gender, Speaker, StandIn, Substitution
from essaim.forum.models.venue import Room, Site

__all__ = [
    "Absence",
    "Appearance",
    "Availability",
    "Download",
    "Edition",
    "Favourite",
    "Format",
    "Gender",
    "Import",
    "Involvement",
    "Link",
    "Note",
    "Partner",
    "Path",
    "Photo",
    "Report",
    "Room",
    "Series",
    "Session",
    "Site",
    "Slot",
    "Speaker",
    "StandIn",
    "Statement",
    "Substitution",
    "Version",
    "Video",
    "Visit",
    "VisitHost",
]
