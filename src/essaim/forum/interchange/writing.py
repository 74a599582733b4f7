"""The front door for writing: a document in, bytes and what they could not hold out."""

from essaim.forum.interchange.csv_writer import write_csv
from essaim.forum.interchange.frab_json_writer import write_json
from essaim.forum.interchange.frab_xml_writer import write_xml
from essaim.forum.interchange.icalendar_writer import write_ics
from essaim.forum.interchange.jsonld import write_jsonld
from essaim.forum.interchange.model_workbook import write_model_xlsx
from essaim.forum.interchange.written import LeftOut, Written
from essaim.forum.interchange.xlsx_writer import write_xlsx

__all__ = [
    "LeftOut",
    "Written",
    "write_csv",
    "write_ics",
    "write_json",
    "write_jsonld",
    "write_model_xlsx",
    "write_xlsx",
    "write_xml",
]
