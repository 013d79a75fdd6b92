// Words of the page that stand out too little from what lies below them: [ratio, class, words] each.
() => {
  const LEAST = 4.5, NIGHT = [8, 9, 11];
  const parse = (colour) => [...(colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0]), 1].slice(0, 4);
  const over = (above, below) => below.map((x, n) => above[n] * above[3] + x * (1 - above[3]));
  const light = (colour) => {
    const [r, g, b] = colour.map((x) => (x / 255 <= 0.03928 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const below = (element) => {
    const layers = [];
    for (let at = element; at && !layers.some((layer) => layer[3] === 1); at = at.parentElement) {
      const style = getComputedStyle(at);
      const shade = style.backgroundImage.match(/rgba?\([^)]*\)/g)?.at(-1);
      layers.push(...[shade, style.backgroundColor].filter(Boolean).map(parse));
    }
    return layers.reverse().reduce((found, layer) => over(layer, found), NIGHT);
  };
  const found = [], words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const said = words.currentNode.textContent.trim(), element = words.currentNode.parentElement;
    if (!said || !element.checkVisibility() || element.closest("dialog, option")) continue;
    const style = getComputedStyle(element), ground = below(element), ink = parse(style.color);
    const shown = over([...ink.slice(0, 3), ink[3] * Number(style.opacity)], ground);
    const [bright, dark] = [light(shown), light(ground)].sort((a, b) => b - a);
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < LEAST) found.push([ratio, element.className, said]);
  }
  return found;
}
