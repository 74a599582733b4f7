"""The interface's sentences: found in the sources, kept in locale/*/LC_MESSAGES/django.po, compiled without GNU gettext.

usage: messages.py update | check | compile
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib
import yaml
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
LANGUAGES = ("fr", "en", "es")
WRITTEN_IN = "en"
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);", "es": "nplurals=2; plural=(n != 1);"}
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}

Key = tuple[str, str, str]  # context, singular, plural


def sources() -> Iterator[tuple[Path, str]]:
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py":
            yield path, path.read_text()
        elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
            text = templatize(path.read_text(), origin=str(path))
            yield path, "\n".join(line.strip() for line in text.splitlines() if not line.lstrip().startswith("#"))


def found() -> dict[Key, list[tuple[str, str]]]:
    """Every sentence in the sources with the places it stands at."""
    sentences: dict[Key, list[tuple[str, str]]] = {}
    for path, text in sources():
        where = str(path.relative_to(ROOT))
        calls = list(extract_python(io.BytesIO(text.encode()), KEYWORDS, (), {"encoding": "utf-8"}))
        for line, name, arguments, _comments in [*calls, *(in_fstrings(text) if path.suffix == ".py" else ())]:
            key = key_of(name, arguments if isinstance(arguments, tuple) else (arguments,))
            if key:
                sentences.setdefault(key, []).append((where, "" if path.suffix != ".py" else str(line)))
    return sentences


def in_fstrings(text: str) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """Calls inside f-strings, which Babel reads as text."""
    for joined in ast.walk(ast.parse(text)):
        for call in ast.walk(joined) if isinstance(joined, ast.JoinedStr) else ():
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                said = tuple(one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None for one in call.args)
                yield call.lineno, call.func.id, said, []


def key_of(name: str, arguments: tuple[str | None, ...]) -> Key | None:
    words = [word for word in arguments if word is not None]
    match name.removesuffix("_lazy").removesuffix("_noop"), words:
        case "_" | "gettext", [singular, *_]:
            return ("", singular, "")
        case "ngettext", [singular, plural, *_]:
            return ("", singular, plural)
        case "pgettext", [context, singular, *_]:
            return (context, singular, "")
        case "npgettext", [context, singular, plural, *_]:
            return (context, singular, plural)
    return None


def parts() -> dict[str, dict[Key, list[str]]]:
    """Translations handed in as locale/parts/*.yaml: [{en, fr, es, ctx?}]; en may be [one, many]."""
    given: dict[str, dict[Key, list[str]]] = {language: {} for language in LANGUAGES}
    for path in sorted((ROOT / "locale" / "parts").glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text()) or []:
            forms = listed(entry["en"])
            key = (entry.get("ctx", ""), forms[0], forms[1] if len(forms) > 1 else "")
            for language in LANGUAGES:
                if entry.get(language):
                    given[language][key] = listed(entry[language])
    return given


def listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def po_path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def known(language: str) -> dict[Key, list[str]]:
    if not po_path(language).exists():
        return {}
    return {
        (e.msgctxt or "", e.msgid, e.msgid_plural or ""): forms_of(e)
        for e in polib.pofile(str(po_path(language)))
        if not e.fuzzy and not e.obsolete
    }


def forms_of(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr_plural[i] for i in sorted(entry.msgstr_plural)] if entry.msgid_plural else [entry.msgstr]


def update() -> None:
    sentences = found()
    handed = parts()
    for language in LANGUAGES:
        translations = {**known(language), **handed[language]}
        by_singular = {(c, s): forms for (c, s, _), forms in translations.items()}
        po = polib.POFile(wrapwidth=110)
        po.metadata = {
            "Project-Id-Version": "Essaim",
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": PLURALS[language],
        }
        for key in sorted(sentences):
            forms = translations.get(key) or by_singular.get(key[:2]) or []
            po.append(entry_of(key, forms, sorted({(where, "") for where, _ in sentences[key]}), language))
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        po.save(str(po_path(language)))
    compile_all()
    check(strict=False)


def entry_of(key: Key, forms: list[str], places: list[tuple[str, str]], language: str) -> polib.POEntry:
    context, singular, plural = key
    if language == WRITTEN_IN and not any(forms):
        forms = [singular, plural] if plural else [singular]
    entry = polib.POEntry(msgctxt=context or None, msgid=singular, occurrences=places)
    if re.search(r"%\(\w+\)[sd]|%[sd]", singular + plural):
        entry.flags.append("python-format")
    if plural:
        entry.msgid_plural = plural
        entry.msgstr_plural = {i: (forms[i] if i < len(forms) else "") for i in range(2)}
    else:
        entry.msgstr = forms[0] if forms else ""
    return entry


def compile_all() -> None:
    for language in LANGUAGES:
        if po_path(language).exists():
            polib.pofile(str(po_path(language))).save_as_mofile(str(po_path(language).with_suffix(".mo")))


def check(*, strict: bool = True) -> None:
    """Missing, fuzzy, left-over and mismatched placeholders; exits 1 when strict and any is found."""
    sentences = found()
    troubles = []
    for language in LANGUAGES:
        kept = known(language)
        for key in sorted(sentences):
            forms = kept.get(key)
            if not forms or not all(forms):
                troubles.append(f"{language}: no translation of {key[1]!r} ({sentences[key][0][0]})")
            elif any(placeholders(form) - placeholders(key[1] + key[2]) for form in forms):
                troubles.append(f"{language}: other placeholders in the translation of {key[1]!r}")
        troubles += [f"{language}: {key[1]!r} is in django.po but no longer in the sources" for key in kept.keys() - sentences.keys()]
    for trouble in troubles[:200]:
        print(trouble)
    print(f"{len(sentences)} sentences, {len(troubles)} to mend; `make messages` refreshes the files")
    if troubles and strict:
        sys.exit(1)


def placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)", sentence))


if __name__ == "__main__":
    settings.configure(USE_I18N=True)
    django.setup()
    {"update": update, "check": check, "compile": compile_all}[sys.argv[1]]()
