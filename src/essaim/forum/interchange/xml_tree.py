"""XML as a tree that knows its line numbers, read by a parser that refuses every kind of bomb.

The parser is defusedxml's: no document type, no entity, nothing from outside. Depth and number of elements are limited here, the
size of the file in `reading`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parse

from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.findings import Place

DEPTH_MAX = 30
ELEMENTS_MAX = 150_000


@dataclass(slots=True)
class Node:
    tag: str
    attributes: dict[str, str]
    line: int
    path: str
    children: list["Node"] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """How many children of each tag there are."""
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def place(self) -> Place:
        return Place(line=self.line, path=self.path)

    def all(self, tag: str) -> Iterator["Node"]:
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> "Node | None":
        return next(self.all(tag), None)


class _Tree(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self._open: list[Node] = []
        self._count = 0
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        line = (self._locator and self._locator.getLineNumber()) or 0
        self._count += 1
        if len(self._open) >= DEPTH_MAX:
            raise UnreadableSchedule("xml_too_deep", Place(line=line), limit=DEPTH_MAX, value=name)
        if self._count > ELEMENTS_MAX:
            raise UnreadableSchedule("xml_too_many", Place(line=line), limit=ELEMENTS_MAX)
        node = Node(name, dict(attrs), line, self._path(name))
        if self._open:
            self._open[-1].children.append(node)
        elif self.root is None:
            self.root = node
        self._open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802
        self._open.pop()

    def characters(self, content: str) -> None:
        if self._open:
            self._open[-1].pieces.append(content)

    def _path(self, name: str) -> str:
        if not self._open:
            return f"/{name}"
        parent = self._open[-1]
        parent.counts[name] = number = parent.counts.get(name, 0) + 1
        return f"{parent.path}/{name}[{number}]"


def read_tree(data: bytes) -> Node:
    """The root element. Raises UnreadableSchedule with the line when it is not well-formed or not harmless."""
    tree = _Tree()
    try:
        parse(BytesIO(data), tree, forbid_dtd=True)
    except DefusedXmlException as trouble:
        raise UnreadableSchedule("xml_forbidden", value=type(trouble).__name__) from trouble
    except SAXParseException as trouble:
        place = Place(line=trouble.getLineNumber())
        raise UnreadableSchedule("xml_broken", place, value=trouble.getMessage(), column=trouble.getColumnNumber() or 0) from trouble
    except (LookupError, UnicodeError, ValueError) as trouble:
        raise UnreadableSchedule("encoding_wrong", value=str(trouble)) from trouble
    if tree.root is None:
        raise UnreadableSchedule("empty")
    return tree.root
