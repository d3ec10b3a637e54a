// figure[data-chart][data-chart-table]: draws what the table of that id says. The table stays; the
// drawing is for who sees it, and says nothing more. Loaded by pages that have a chart.

import { axisX, axisY, barX, dot, gridX, gridY, line, plot, ruleX, ruleY, text } from '@observablehq/plot';
import { chartData, nameWidth } from './chart_data.js';

const svgNamespace = 'http://www.w3.org/2000/svg';
const colours = ['#12436D', '#28A197', '#801650', '#F46A25'];
const dashes = ['none', '6,4', '2,4', '10,3,2,3'];
const symbols = ['circle', 'square', 'triangle', 'diamond'];
const ink = '#0b0c0c';

const seriesAt = (list, i) => list[i % list.length];

function shape(name, attributes) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// A fill for each series that is known without its colour: plain, stripes, dots, stripes across.
function pattern(id, i) {
  const made = shape('pattern', { id, width: 8, height: 8, patternUnits: 'userSpaceOnUse' });
  const colour = seriesAt(colours, i);
  made.append(shape('rect', { width: 8, height: 8, fill: colour }));
  const light = { stroke: '#fff', 'stroke-width': 1.5, fill: 'none' };
  if (i % 4 === 1) made.append(shape('path', { d: 'M-2,2L2,-2M0,8L8,0M6,10L10,6', ...light }));
  if (i % 4 === 2) made.append(shape('circle', { cx: 4, cy: 4, r: 1.6, fill: '#fff' }));
  if (i % 4 === 3) made.append(shape('path', { d: 'M0,4H8', ...light }));
  return made;
}

function read(table) {
  const cellOf = (cell) => {
    const words = cell.textContent.trim();
    return { text: words, value: cell.dataset.value ?? words };
  };
  const heads = table.tHead?.rows[0]?.cells ?? [];
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  return chartData([...heads].map((head) => head.textContent.trim()),
    rows.map((row) => [...row.cells].map(cellOf)));
}

const style = { background: 'none', fontSize: '14px', fontFamily: 'inherit', color: ink };

// How many ticks, so that they are of whole numbers.
const wholeTicks = (most, room) => Math.max(1, Math.min(most, Math.round(room)));

// Days that there is room for are called what the table calls them.
function dayTicks(points, width) {
  const names = new Map(points.map((point) => [point.day.getTime(), point.name]));
  const longest = Math.max(...[...names.values()].map((name) => name.length));
  if (names.size * longest * 9 > width) return { ticks: Math.max(2, Math.round(width / 120)) };
  return { ticks: [...names.keys()].map((time) => new Date(time)), tickFormat: (day) => names.get(day.getTime()) };
}

function bars({ series, points: all }, width, fills) {
  const points = all.filter((point) => !Number.isNaN(point.value));
  const names = [...new Set(points.map((point) => point.name))];
  const single = series.length === 1;
  const marginLeft = nameWidth(names, width);
  const ticks = wholeTicks(Math.max(...points.map((point) => point.value)), width / 120);
  return plot({
    width, marginLeft, marginRight: 40, marginTop: 4, marginBottom: 28, style,
    height: names.length * 34 + 36,
    x: { label: null, nice: true },
    y: { domain: names, label: null, padding: 0.25 },
    color: { domain: series, range: fills },
    marks: [
      gridX({ stroke: ink, strokeOpacity: 0.12, ticks }),
      axisX({ tickSize: 0, ticks }),
      axisY({ tickSize: 0, lineWidth: marginLeft / 14 - 0.3, textOverflow: 'ellipsis' }),
      barX(points, { x: 'value', y: 'name', fill: 'series' }),
      ruleX([0], { stroke: ink }),
      single ? text(points, { x: 'value', y: 'name', text: 'value', dx: 6, textAnchor: 'start', fill: ink,
        fontWeight: 'bold' }) : null,
    ],
  });
}

function lines({ series, points }, width) {
  const dated = points.every((point) => point.day);
  const x = dated ? 'day' : 'name';
  const last = series.map((name) => points.findLast((point) =>
    point.series === name && !Number.isNaN(point.value)));
  const marginRight = series.length > 1 ? nameWidth(series, width) : 24;
  const of = (each) => series.indexOf(each.series);
  return plot({
    width, height: Math.min(360, Math.max(220, width * 0.45)), marginLeft: 48, marginRight, marginTop: 12,
    marginBottom: 40, style,
    x: { type: dated ? 'utc' : 'point', label: null },
    y: { label: null, nice: true, zero: true },
    marks: [
      gridY({ stroke: ink, strokeOpacity: 0.12, ticks: 5 }),
      axisX({ tickSize: 4, ...dated && dayTicks(points, width) }),
      axisY({ tickSize: 0, ticks: 5 }),
      ruleY([0], { stroke: ink }),
      ...series.map((name, i) => line(points.filter((point) => point.series === name), {
        x, y: 'value', stroke: seriesAt(colours, i), strokeWidth: 2.5, strokeDasharray: seriesAt(dashes, i) })),
      ...series.map((name, i) => dot(points.filter((point) => point.series === name), {
        x, y: 'value', r: 4, fill: seriesAt(colours, i), symbol: seriesAt(symbols, i) })),
      series.length > 1 ? text(last, { x, y: 'value', text: 'series', dx: 10, textAnchor: 'start',
        fill: (each) => seriesAt(colours, of(each)), fontWeight: 'bold' }) : null,
    ],
  });
}

// What a series looks like, in words and a sample; one alone needs none.
function key(series, fills, defs) {
  const list = document.createElement('ul');
  list.className = 'daybook-chart__key';
  list.setAttribute('aria-hidden', 'true');
  series.forEach((name, i) => {
    const sample = shape('svg', { width: 22, height: 14, focusable: 'false' });
    sample.append(defs(), shape('rect', { width: 22, height: 14, fill: fills[i] }));
    const item = document.createElement('li');
    item.append(sample, name);
    list.append(item);
  });
  return list;
}

function draw(figure, data, number) {
  const fills = data.series.map((_, i) => `url(#daybook-fill-${number}-${i})`);
  const defs = () => {
    const made = shape('defs', {});
    made.append(...fills.map((fill, i) => pattern(fill.slice(5, -1), i)));
    return made;
  };
  const width = Math.max(260, Math.floor(figure.clientWidth));
  const isLine = figure.dataset.chart === 'line';
  const svg = isLine ? lines(data, width) : bars(data, width, fills);
  // It comes with a style element, which the policy of these pages does not let in.
  for (const sheet of svg.querySelectorAll('style')) sheet.remove();
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  svg.removeAttribute('aria-label');
  svg.prepend(defs());
  for (const old of figure.querySelectorAll(':scope > svg, :scope > .daybook-chart__key')) old.remove();
  if (!isLine && data.series.length > 1) figure.append(key(data.series, fills, defs));
  figure.append(svg);
}

let charts = 0;

function set(figure) {
  const table = document.getElementById(figure.dataset.chartTable);
  const data = table && read(table);
  if (!data || !data.points.some((point) => !Number.isNaN(point.value))) return;
  const number = charts++;
  let drawn = 0;
  figure.hidden = false;
  new ResizeObserver(() => {
    if (figure.clientWidth === drawn) return;
    drawn = figure.clientWidth;
    requestAnimationFrame(() => draw(figure, data, number));
  }).observe(figure);
}

function setAll(root) {
  for (const figure of root.querySelectorAll('figure[data-chart][data-chart-table]')) set(figure);
}

setAll(document);
document.addEventListener('daybook:refreshed', (event) => setAll(event.detail));
