"""Draws the demo shops' pictures as SVG text; knows nothing of pages or prices."""

import math
from pathlib import Path

INK = "#21332d"


def _wheel(x: float, y: float, radius: float, tyre: float) -> str:
    spokes = "".join(
        f'<path d="M{x} {y}L{x + (radius - 4) * math.cos(a):.1f} {y + (radius - 4) * math.sin(a):.1f}"/>'
        for a in (math.tau * i / 14 for i in range(14))
    )
    return (
        f'<g stroke="{INK}" fill="none"><circle cx="{x}" cy="{y}" r="{radius}" stroke-width="{tyre}"/>'
        f'<circle cx="{x}" cy="{y}" r="{radius - tyre}" stroke-width="1.4" stroke="#8fa39a"/>'
        f'<g stroke-width="1" stroke="#a9b8b1">{spokes}</g><circle cx="{x}" cy="{y}" r="4.5" fill="{INK}"/></g>'
    )


def _line(points: str, width: float = 7, colour: str = INK) -> str:
    return (
        f'<path d="{points}" fill="none" stroke="{colour}" stroke-width="{width}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _picture(body: str, ground: str, shape: str, size: str = "0 0 640 440") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}">'
        f'<rect width="640" height="440" fill="{ground}"/>'
        f'<circle cx="330" cy="200" r="168" fill="{shape}"/>'
        f'<ellipse cx="320" cy="372" rx="262" ry="9" fill="#000" opacity=".08"/>{body}</svg>'
    )


def bicycle(
    colour: str,
    *,
    step_through: bool = False,
    battery: bool = False,
    rack: bool = False,
    basket: bool = False,
    drop_bar: bool = False,
    guards: bool = True,
    scale: float = 1.0,
    tyre: float = 8,
    ground: str = "#f0f4ee",
    shape: str = "#dfe9df",
) -> str:
    """Return one bicycle from the side, front to the right."""
    rear, front, crank = (178, 286), (470, 286), (306, 292)
    seat, head, saddle = (272, 168), (424, 150), (262, 134)
    parts = [_wheel(*rear, 82, tyre), _wheel(*front, 82, tyre)]
    if guards:
        parts.append(_line("M92 262A90 90 0 0 1 252 236", 5, colour))
        parts.append(_line("M402 226A90 90 0 0 1 558 262", 5, colour))
    if rack:
        parts.append(_line("M120 188H236L250 176M150 190L176 284", 5))
    if basket:
        parts.append('<path d="M452 104h78l-10 62h-60z" fill="#c99a5b"/>')
        parts.append(_line("M456 124h70M459 144h64M472 106v58M491 106v58M510 106v58", 2, "#8f6a38"))
        parts.append(_line("M440 152L462 160", 5))
    top = "M276 206Q350 262 430 176" if step_through else f"M{seat[0]} {seat[1] + 8}L{head[0] + 2} {head[1] + 14}"
    parts += [
        _line(f"M{rear[0]} {rear[1]}L{seat[0]} {seat[1] + 14}M{rear[0]} {rear[1]}L{crank[0]} {crank[1]}", 6, colour),
        _line(f"M{crank[0]} {crank[1]}L{saddle[0]} {saddle[1]}", 9, colour),
        _line(top, 10, colour),
        _line(f"M{crank[0]} {crank[1]}L{head[0] + 8} {head[1] + 44}", 11, colour),
        _line(f"M{head[0] - 4} {head[1] - 18}L{head[0] + 12} {head[1] + 58}", 10, colour),
        _line(f"M{head[0] + 12} {head[1] + 58}Q448 250 {front[0]} {front[1]}", 8, colour),
    ]
    if battery:
        parts.append(_line("M330 272L408 212", 22, INK))
        parts.append(_line("M342 262L360 249", 5, "#8de0b4"))
    if drop_bar:
        parts.append(_line(f"M{head[0] - 6} {head[1] - 24}L452 120H474Q500 122 492 146T466 156", 7))
    else:
        parts.append(_line(f"M{head[0] - 5} {head[1] - 20}L414 112Q412 98 396 96L368 100", 7))
        parts.append(_line("M372 100L392 97", 11, "#6b4a2f"))
        parts.append('<circle cx="440" cy="150" r="9" fill="#f4c95d"/>')
    parts += [
        _line("M236 132Q262 122 294 130", 13),
        _line(f"M{crank[0]} {crank[1]}L330 326M318 328h26", 6),
        f'<circle cx="{crank[0]}" cy="{crank[1]}" r="19" fill="none" stroke="{INK}" stroke-width="5"/>',
        _line("M178 279L302 273M178 293L302 311", 2),
    ]
    body = "".join(parts)
    if scale != 1:
        body = f'<g transform="translate(320 368) scale({scale}) translate(-320 -368)">{body}</g>'
    return _picture(body, ground, shape)


def cargo_bicycle(colour: str) -> str:
    """Return a cargo bicycle with its box in front."""
    parts = [
        _wheel(128, 290, 78, 8),
        _wheel(548, 314, 54, 8),
        '<path d="M310 190h196l-26 104H332z" fill="#d9b07a"/>',
        _line("M310 190h196l-26 104H332z", 5, "#8f6a38"),
        _line("M320 224h178M328 260h162", 3, "#a87f4a"),
        _line("M46 262A84 84 0 0 1 196 238", 5, colour),
        _line("M128 290L216 180M128 290L250 298M250 298L208 146M224 196Q270 250 300 214M250 298H490L548 314", 10, colour),
        _line("M300 214L292 132Q290 116 274 114L250 118M300 214L310 296", 8, colour),
        _line("M252 118L268 115", 11, "#6b4a2f"),
        _line("M184 144Q208 134 240 142", 13),
        _line("M250 298L270 332M258 334h26", 6),
        f'<circle cx="250" cy="298" r="18" fill="none" stroke="{INK}" stroke-width="5"/>',
        _line("M128 283L246 280M128 297L246 316", 2),
        _line("M150 232L196 176", 20, INK),
        '<circle cx="392" cy="160" r="24" fill="#f1c7a4"/><path d="M366 160a26 26 0 0 1 52 0z" fill="#e2604a"/>',
        '<circle cx="448" cy="168" r="20" fill="#d9a57f"/><path d="M426 168a22 22 0 0 1 44 0z" fill="#3f7fb5"/>',
    ]
    return _picture("".join(parts), "#f3efe6", "#e9e0cc")


def helmet(colour: str) -> str:
    """Return a bicycle helmet."""
    body = (
        f'<path d="M150 286Q140 118 322 108Q500 104 520 276Q440 246 330 262T150 286z" fill="{colour}"/>'
        + "".join(
            f'<path d="M{x} {y}q34 -42 {w} -44q-30 24 -42 62z" fill="{INK}" opacity=".75"/>'
            for x, y, w in ((206, 216, 62), (282, 194, 66), (360, 192, 66))
        )
        + _line("M150 286Q240 256 330 262T520 276L548 292Q440 268 330 280T158 304z", 6)
        + _line("M236 286L276 352M330 282L276 352M276 352L316 366", 5)
    )
    return _picture(body, "#eef2f5", "#dbe5ea")


def hero() -> str:
    """Return a rider-less bicycle on a dike with a mill far away."""
    sails = "".join(_line(f"M790 176L{790 + 62 * math.cos(a):.0f} {176 + 62 * math.sin(a):.0f}", 5, "#6f8a7d") for a in (0.5, 2.07, 3.64, 5.21))
    bike = bicycle("#14694f", step_through=True, battery=True, rack=True)
    bike = bike[bike.index("/>", bike.index("<ellipse")) + 2 : -6]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 480"><rect width="960" height="480" fill="#dcebe3"/>'
        '<circle cx="700" cy="120" r="52" fill="#f7d98b"/>'
        '<path d="M0 300Q180 262 380 292T760 276T960 292V480H0z" fill="#bcd6c5"/>'
        f'<path d="M770 180h40l12 108h-64z" fill="#8fb09e"/>{sails}'
        '<path d="M0 356Q260 318 520 352T960 342V480H0z" fill="#8dbd9f"/>'
        '<path d="M0 420Q300 388 960 412V480H0z" fill="#74a888"/>'
        f'<g transform="translate(60 44)">{bike}</g></svg>'
    )


def canopy(x: float, y: float, scale: float, colours: tuple[str, str, str]) -> str:
    """Return an open parachute with two people below it."""
    first, second, third = colours
    cells = "".join(
        f'<path d="M{-120 + i * 30} {-8 - 26 * math.sin(math.pi * i / 8):.1f}q15 -12 30 '
        f'{-26 * (math.sin(math.pi * (i + 1) / 8) - math.sin(math.pi * i / 8)):.1f}'
        f'l{(4 - i - 0.5) * 1.6:.1f} 40q-14 -6 -28 0z" fill="{(first, second, third)[i % 3]}"/>'
        for i in range(8)
    )
    lines = "".join(f'<path d="M{-112 + i * 32} {22 - 24 * math.sin(math.pi * (i + 0.3) / 8):.0f}L0 132" stroke="#24364f" stroke-width="1"/>' for i in range(8))
    people = (
        '<g fill="#14233c"><circle cx="0" cy="140" r="8"/><path d="M-9 148h18l4 30 -6 24h-6l-1 -20 -1 20h-6l-6 -24z"/></g>'
        '<g fill="#e8590c"><circle cx="9" cy="153" r="7"/><path d="M2 160h15l6 22 10 16 -6 4 -14 -16 -2 20h-6z"/></g>'
    )
    return f'<g transform="translate({x} {y}) scale({scale})">{lines}{cells}{people}</g>'


def sky(kind: str) -> str:
    """Return a sky picture: ``hero``, ``tandem``, ``aff``, ``voucher`` or ``plane``."""
    width, height = (1200, 560) if kind == "hero" else (640, 400)
    clouds = "".join(
        f'<g transform="translate({x} {y}) scale({s})" fill="#fff" opacity="{o}"><ellipse rx="70" ry="20"/>'
        '<ellipse cx="-24" cy="-14" rx="34" ry="22"/><ellipse cx="20" cy="-18" rx="40" ry="28"/></g>'
        for x, y, s, o in (
            ((0.14 * width, 0.28 * height, 1.1, 0.75), (0.55 * width, 0.2 * height, 0.8, 0.6), (0.9 * width, 0.48 * height, 1.3, 0.8))
        )
    )
    fields = (
        f'<path d="M0 {height * 0.86:.0f}Q{width * 0.3:.0f} {height * 0.78:.0f} {width * 0.55:.0f} {height * 0.85:.0f}T{width} {height * 0.8:.0f}V{height}H0z" fill="#7fae6f"/>'
        f'<path d="M0 {height * 0.94:.0f}Q{width * 0.4:.0f} {height * 0.87:.0f} {width} {height * 0.93:.0f}V{height}H0z" fill="#5c9160"/>'
    )
    bright = ("#ff7a2f", "#ffd166", "#f4f1ea")
    cool = ("#2d7dd2", "#f4f1ea", "#ffd166")
    plane = (
        '<g transform="translate({x} {y}) scale({scale}) rotate(-6)"><path d="M-90 0q20 -18 90 -18l70 2 26 -34h14l-6 40q-2 16 -30 18l-150 4q-18 0 -14 -12z" fill="#f4f1ea"/>'
        '<path d="M-20 -4l50 44h22l-24 -46z" fill="#d8d3c6"/><path d="M-78 -8q14 -9 32 -10l-2 10z" fill="#14233c"/><path d="M-98 -22q8 22 0 44" stroke="#14233c" stroke-width="4" fill="none"/></g>'
    )
    people = {
        "hero": canopy(900, 130, 1.3, bright) + canopy(690, 300, 0.55, cool) + plane.format(x=640, y=84, scale=0.6),
        "tandem": canopy(330, 92, 1.2, bright),
        "aff": canopy(200, 80, 0.8, cool) + canopy(450, 130, 0.7, bright),
        "plane": plane.format(x=320, y=190, scale=1.2),
        "voucher": '<g transform="translate(120 110) rotate(-4 200 90)"><rect width="400" height="180" rx="14" fill="#fffaf0"/>'
        '<path d="M280 0v180" stroke="#e8590c" stroke-width="3" stroke-dasharray="8 8"/>'
        '<rect x="28" y="34" width="190" height="16" rx="8" fill="#14233c"/><rect x="28" y="66" width="130" height="10" rx="5" fill="#b9c3d0"/>'
        '<rect x="28" y="86" width="160" height="10" rx="5" fill="#b9c3d0"/><text x="28" y="150" font-family="sans-serif" font-weight="800" font-size="34" fill="#e8590c">€ 249</text>'
        + canopy(340, 50, 0.36, bright)
        + "</g>",
    }[kind]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        '<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#0d3f7a"/>'
        '<stop offset=".6" stop-color="#2573b5"/><stop offset="1" stop-color="#9accea"/></linearGradient></defs>'
        f'<rect width="{width}" height="{height}" fill="url(#g)"/>{clouds}{fields}{people}</svg>'
    )


def write_all(root: Path) -> None:
    """Write every picture of both shops below `root`."""
    shop = root / "fietsenwereld" / "assets"
    pictures = {
        "tour-500": bicycle("#14694f", step_through=True, battery=True, rack=True),
        "tour-700": bicycle("#2b3f6b", battery=True, rack=True, ground="#eef1f6", shape="#dce3ee"),
        "linde": bicycle("#b5483a", step_through=True, rack=True, basket=True, ground="#f7f0ec", shape="#efdfd7"),
        "pip-16": bicycle("#e08a1e", scale=0.62, tyre=11, ground="#fdf5e6", shape="#f7e6c4"),
        "pip-20": bicycle("#2f86a6", scale=0.74, tyre=10, ground="#eaf4f7", shape="#d3e8ef"),
        "lading": cargo_bicycle("#3c5a4d"),
        "heide": bicycle("#7a4d8c", drop_bar=True, guards=False, tyre=10, ground="#f4eff6", shape="#e6daeb"),
        "helm": helmet("#f2b84b"),
        "hero": hero(),
        "logo": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><g fill="none" stroke="#14694f" stroke-width="4"><circle cx="13" cy="31" r="9"/><circle cx="35" cy="31" r="9"/>'
        '<path d="M13 31l8-15h11l3 15M21 16l5 15 6-15M18 12h7" stroke-linecap="round" stroke-linejoin="round"/></g></svg>',
    }
    for name, text in pictures.items():
        (shop / f"{name}.svg").write_text(text + "\n", encoding="utf-8")
    school = root / "skyjump" / "assets"
    for name in ("hero", "tandem", "aff", "plane", "voucher"):
        (school / f"{name}.svg").write_text(sky(name) + "\n", encoding="utf-8")
    (school / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path d="M4 20a20 16 0 0 1 40 0q-5-5-10 0-5-5-10 0-5-5-10 0-5-5-10 0z" fill="#ff7a2f"/>'
        '<path d="M4 20l20 22L44 20M14 20l10 22 10-22" fill="none" stroke="#fff" stroke-width="2"/><circle cx="24" cy="43" r="4" fill="#fff"/></svg>\n',
        encoding="utf-8",
    )
