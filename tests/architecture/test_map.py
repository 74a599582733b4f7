"""What import-linter cannot see."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, OneToOneField

SOURCE = Path(__file__).resolve().parents[2] / "src" / "essaim"
MAP = ("website", "api", "call", "evidence", "forum", "survey", "registry", "search", "desk", "kit")
"""From the top down: a model may name one of its own domain or of one further right."""
LIBRARIES = [name for name in ("scheduling", "synergies", "goals") if (SOURCE / name).is_dir()]


def test_foreign_keys_point_down_the_map():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in MAP
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField | ManyToManyField) and not isinstance(field.related_model, str)
        if field.related_model._meta.app_label in MAP and MAP.index(field.related_model._meta.app_label) < MAP.index(model._meta.app_label)
    ]
    assert upward == []
    assert any(model._meta.app_label == "forum" for model in apps.get_models()), "the test looked at nothing"


@pytest.mark.parametrize(
    "library", [*LIBRARIES, "forum.interchange", "call.overlap", "call.balancing", "call.sheets", "forum.proofreading", "forum.crisis"]
)
def test_library_needs_no_django(library: str):
    """The pure rooms import in a process where Django is absent; the libraries with all that is in them."""
    code = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] == 'django': raise ImportError('django is absent here: ' + name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "import importlib, pkgutil\n"
        f"import essaim.{library} as library\n"
        f"inside = pkgutil.walk_packages(library.__path__, library.__name__ + '.') if {library in LIBRARIES} else ()\n"
        "[importlib.import_module(one.name) for one in inside if not one.name.endswith('__main__')]\n"
        "assert 'django' not in sys.modules\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


EXTENDS = re.compile(r"""{%\s*extends\s+["']([^"']+)["']""")


def test_templates_extend_their_own_domain_or_the_base():
    seen, wrong = 0, []
    for path in SOURCE.rglob("templates/**/*.html"):
        domain = path.relative_to(SOURCE).parts[0]
        for parent in EXTENDS.findall(path.read_text()):
            seen += 1
            allowed = parent == "website/base.html" or parent.startswith(
                ("components/", "account/", "mfa/", "socialaccount/", "allauth/", f"{domain}/")
            )
            if not allowed:
                wrong.append(f"{path.relative_to(SOURCE)} extends {parent}")
    assert seen
    assert wrong == []
