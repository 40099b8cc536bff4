// Pages of a given number of elements, made of what real long pages are made of.

const KEY = 'The lighthouse key hangs behind door 4711.';

/** A page with close to `count` elements; one sentence in its second half is the fact to find. */
export function bigPage(count: number): string {
  const parts: string[] = [];
  let elements = 8;
  let section = 0;
  let told = false;
  while (elements < count) {
    section += 1;
    if (!told && elements > count * 0.6) {
      parts.push(`<p id="key">${KEY}</p>`);
      elements += 1;
      told = true;
    }
    // 1 section + 1 heading + 2 paragraphs with a link and an emphasis + list of 4 + table of 13 = 25 elements
    parts.push(
      `<section><h2>Store ${section}</h2>` +
        `<p>Store ${section} keeps ropes, lanterns and charts in <a href="#s${section}">aisle ${section}</a>. It was counted in spring.</p>` +
        `<p>The clerk noted <em>${section * 7} crates</em> of salt and a quiet week.</p>` +
        `<ul><li>Rope, ${section} coils</li><li>Lantern oil</li><li>Chart ${section}</li></ul>` +
        `<table><tbody><tr><th>Item</th><th>Shelf</th><th>Count</th></tr>` +
        `<tr><td>Rope</td><td>${section}</td><td>12</td></tr><tr><td>Oil</td><td>${section + 1}</td><td>4</td></tr></tbody></table>` +
        `<label>Note <input name="note${section}"></label></section>`,
    );
    elements += 26;
  }
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Inventory of the stores</title>' +
    '<style>body{font:15px/1.4 sans-serif;background:#fff;color:#222}table{border-collapse:collapse}td,th{padding:2px 6px}</style></head>' +
    `<body><main><h1>Inventory of the stores</h1><p>Counted every spring.</p>${parts.join('')}</main></body></html>`
  );
}
