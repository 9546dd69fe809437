"""What is asked of the page in which Chrome has Plotly loaded. `%` puts in what is to be drawn, as JSON."""

from __future__ import annotations

DRAW = """(async () => {
  const figure = %s;
  const box = document.createElement('div');
  box.style.cssText = 'position:absolute;left:-5000px';
  document.body.append(box);
  try {
    const layout = {...figure.layout, width: %d, height: %d, autosize: false};
    await Plotly.newPlot(box, figure.data, layout, {staticPlot: true});
    if (%s) {
      const frame = box.getBoundingClientRect(), kept = [];
      const spots = [...box.querySelectorAll('.points path.point')].map((one) => {
        const {left, right, top, bottom} = one.getBoundingClientRect();
        return {x: (left + right) / 2, y: (top + bottom) / 2};
      });
      const labels = '.xtick text,.ytick text|.legendtext|.annotation|.textpoint text,.bartext';
      for (const kind of labels.split('|')) for (const one of box.querySelectorAll(kind)) {
        const a = one.getBoundingClientRect();
        const out = a.left < frame.left - 1 || a.right > frame.right + 1
          || a.top < frame.top - 1 || a.bottom > frame.bottom + 1;
        const hit = kept.some((b) => a.left < b.right + 3 && b.left < a.right + 3
          && a.top < b.bottom - 2 && b.top < a.bottom - 2);
        const buried = spots.filter((b) => a.left < b.x && b.x < a.right && a.top < b.y && b.y < a.bottom);
        const free = one.matches('.annotation, .textpoint text');
        if (out || hit || (free && buried.length > 3)) one.remove(); else if (a.width) kept.push(a);
      }
    }
    const points = box.calcdata.flatMap((places) => {
      const trace = places[0].trace;
      if (trace.visible !== true || trace.hoverinfo === 'skip' || !trace.xaxis) return [];
      const {xaxis, yaxis} = box._fullLayout._plots[trace.xaxis + trace.yaxis];
      const read = (axis, name) => {
        const straight = trace.type === 'scatter' && (axis.type === 'linear' || axis.type === 'date');
        const unit = axis.type === 'date' ? 864e5 : 1;
        if (straight) return [(one) => one[name] / unit, axis._offset + axis._b, axis._m * unit];
        if (trace.type === 'bar') {
          const ends = (trace.orientation === 'h') === (name === 'x') ? ['s0', 's1'] : ['p0', 'p1'];
          return [(one) => axis._offset + (axis.c2p(one[ends[0]]) + axis.c2p(one[ends[1]])) / 2, 0, 1];
        }
        return [(one) => axis._offset + axis.c2p(one[name]), 0, 1];
      };
      const [x, ...across] = read(xaxis, 'x'), [y, ...down] = read(yaxis, 'y');
      const on = (axis, value) => value >= axis._offset - 1 && value <= axis._offset + axis._length + 1;
      const at = [], xs = [], ys = [];
      places.forEach((one, i) => {
        const [a, b] = [x(one), y(one)];
        if (!on(xaxis, across[0] + across[1] * a) || !on(yaxis, down[0] + down[1] * b)) return;
        at.push(one.i ?? i); xs.push(a); ys.push(b);
      });
      const line = [...across, ...down];
      return [{curve: trace.index, dates: xaxis.type === 'date', at, x: xs, y: ys, line}];
    });
    return JSON.stringify({svg: Plotly.Snapshot.toSVG(box, 'svg', 1), points});
  } finally {
    Plotly.purge(box);
    box.remove();
  }
})()"""
"""A figure, width and height, and whether labels that lie on another go: its SVG and where its points are."""

PAINT = """(async () => {
  const image = new Image();
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(%s);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = %d; canvas.height = %d;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').split(',')[1];
})()"""
"""An SVG document, pixels across and down: a PNG in base64."""

SHOW = """(async () => {
  const box = document.createElement('div');
  box.id = 'printed';
  const style = document.createElement('style');
  style.textContent = '@page{margin:0}html,body{margin:0!important;padding:0!important}'
    + 'body>:not(#printed){display:none!important}'
    + '#printed>svg{display:block;width:100vw;height:auto;max-height:100vh}';
  const drawn = new DOMParser().parseFromString(%s, 'image/svg+xml').documentElement;
  document.title = drawn.querySelector('title').textContent;
  box.append(style, document.importNode(drawn, true));
  document.body.append(box);
  await document.fonts.ready;
})()"""
"""An SVG document, alone on the page until `PUT_BACK`."""

SHOW_PAGE = """(async () => {
  const read = new DOMParser().parseFromString(%s, 'text/html'), box = document.createElement('div');
  box.id = 'printed';
  const own = document.createElement('style');
  own.textContent = 'body>:not(#printed){display:none!important}';
  document.title = read.title;
  box.append(own, ...read.querySelectorAll('style'), ...read.body.childNodes);
  document.body.append(box);
  await Promise.all([...box.querySelectorAll('img')].map((one) => one.decode()));
  await document.fonts.ready;
})()"""
"""An HTML document, alone on the page until `PUT_BACK`."""

PUT_BACK = "document.getElementById('printed').remove()"
