"""Which continent a country counts to, and the continents' names in any language.

Source: United Nations, M49 standard (https://unstats.un.org/unsd/methodology/m49/): Africa, Asia, Europe and Oceania as there; its Americas
are told apart as North America (with Central America and the Caribbean) and South America. What M49 does not list goes where CLDR's
territory containment has it: Taiwan to Asia, Kosovo (XK) to Europe, Antarctica to itself. A country on two continents is counted once, as
M49 has it: Russia to Europe, Turkey, Cyprus and the Caucasus to Asia, Egypt to Africa.
"""

from functools import cache

from babel import Locale

COUNTRIES: dict[str, str] = {
    "AF": "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD"
    " SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW",
    "AS": "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ"
    " TL TM TR TW UZ VN YE",
    "EU": "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU"
    " SE SI SJ SK SM UA VA XK",
    "NA": "AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM PR SV SX TC TT US VC VG VI",
    "SA": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
    "OC": "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
    "AN": "AQ",
}
CONTINENT_OF = {country: code for code, countries in COUNTRIES.items() for country in countries.split()}
M49 = {"AF": "002", "AS": "142", "EU": "150", "NA": "003", "SA": "005", "OC": "009", "AN": "AQ"}
"""Under which CLDR names them."""


def continent_of(country: str) -> str:
    """ISO 3166-1 alpha-2 → AF, AS, EU, NA, SA, OC or AN; "" for what is no country's code."""
    return CONTINENT_OF.get(country, "")


@cache
def continent_name(code: str, reader: str) -> str:
    """("AF", "fr") → "Afrique". An unknown code is its own name."""
    locale = Locale.parse(reader, sep="-")
    return str(locale.territories.get(M49.get(code, ""), code))


@cache
def country_name(code: str, reader: str) -> str:
    """("BF", "fr") → "Burkina Faso". An unknown code is its own name."""
    locale = Locale.parse(reader, sep="-")
    return str(locale.territories.get(code, code))
