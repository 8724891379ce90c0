"""What the site ships as a list for programs: a bill of materials of the CycloneDX kind."""

from collections.abc import Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from capability.publish.parts import LIST, Part, own_words, parts, version_of


def write(site: Path, root: Path) -> None:
    """Write the list of the project in `root` into its site."""
    (site / LIST).write_text(bill(parts(), root), "utf-8")


def bill(listed: Sequence[Part], root: Path) -> str:
    """The list: the first part, which is the site itself, what it brings along, and what is inside of that.

    The same parts give the same bytes: there is no time in it, and its number comes from its content.
    """
    components = {part.name: _component(part, root) for part in listed}
    site, *others = components.values()
    bom = Bom(components=others)
    site.type = ComponentType.APPLICATION
    bom.metadata.component = site
    bom.metadata.timestamp = None  # type: ignore[assignment]
    for part in listed[1:]:
        bom.register_dependency(components.get(part.inside, site), [components[part.name]])
    told = [f"{component.bom_ref} {part.licence}" for part, component in zip(listed, components.values(), strict=True)]
    bom.serial_number = uuid5(NAMESPACE_URL, "\n".join(told))
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def _component(part: Part, root: Path) -> Component:
    number = version_of(part, root) or None
    kind = "pypi" if part.package else "npm" if part.npm else "generic"
    purl = PackageURL(kind, name=part.package or part.npm or part.name, version=number)
    kept = (part.notice.strip() or own_words(part)).splitlines()
    return Component(
        name=part.name,
        version=number,
        type=ComponentType.LIBRARY,
        description=part.does,
        bom_ref=str(purl),
        purl=purl,
        licenses=[LicenseExpression(part.licence)],
        copyright="\n".join(line for line in kept if part.notice or "opyright" in line),
        external_references=[ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(part.home))]
        if part.home
        else [],
    )
