"""What a thumb misses: everything that can be pressed and is less than 32 pixels wide or tall to it."""

TOO_SMALL = """() => {
    const least = 32, found = [];
    const pressed = `a[href], button, summary, [role=tab], [role=radio], [role=button], [role=option]`;
    for (const one of document.querySelectorAll(`[data-testid=stApp] :is(${pressed})`)) {
        if (!one.checkVisibility({visibilityProperty: true}) || one.closest("[data-testid=stSkipToContent]"))
            continue;
        one.scrollIntoView({block: "center", behavior: "instant"});
        const lines = [...one.getClientRects()], line = lines[0];
        if (!line?.width || lines.some(box => box.height >= least && box.width >= least)) continue;
        // Words in a line of words are as wide as they are: a thumb misses them above and below.
        const word = one.matches("a") && getComputedStyle(one).display === "inline";
        // What opens a field is part of it, and the whole field opens.
        const whole = one.closest("[data-testid=stSelectbox], [data-testid=stMultiSelect]") &&
            one.matches("[aria-label=Open]") ? one.parentElement : one;
        const x = line.x + line.width / 2, y = line.y + line.height / 2, far = least / 2 - 1;
        const hits = (right, down) => {
            const met = document.elementFromPoint(x + right, y + down);
            return !met || whole.contains(met);
        };
        const across = word || line.width >= least || (hits(-far, 0) && hits(far, 0));
        const tall = line.height >= least || (hits(0, -far) && hits(0, far));
        if (!across || !tall)
            found.push([one.ariaLabel || one.innerText || one.tagName, line.width | 0, line.height | 0]);
    }
    return found;
}"""
