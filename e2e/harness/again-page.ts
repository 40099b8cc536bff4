// Pages for reading what changed, and changes to make on them. Runs in the page: nothing here may use what is outside.

/** A page as applications make them: classes in a sheet, a scroll container, a bar that stays, flex, a shadow tree. */
export const APP_PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Orders</title><style>
  body { margin: 0; font: 15px/1.4 sans-serif; color: #222; background: #fff }
  .bar { position: sticky; top: 0; background: #fff; z-index: 3; padding: 8px }
  .row { display: flex; gap: 8px; align-items: center }
  .list { height: 240px; overflow: auto; border: 1px solid #ccc }
  .card { padding: 12px; margin: 8px 0; border: 1px solid #ddd }
  .clip { height: 60px; overflow: hidden }
  .hide { display: none } .unseen { visibility: hidden } .clear { opacity: 0 } .pale { color: #fefefe }
  .off { position: absolute; left: -9999px } .lift { position: relative; z-index: 2; background: #eee }
  .tiny { width: 4px; height: 4px; overflow: hidden } .hand { cursor: pointer } .flip { transform: translateX(20px) }
  .help { position: fixed; right: 8px; bottom: 8px }
  .open + .panel { display: block } .panel { display: none }
</style></head><body>
  <div class="bar row"><b>Orders</b> <button>New</button> <a href="/help">Help</a> <input aria-label="Find"></div>
  <main>
    <div class="card"><h2>Summary</h2><p>Twelve orders, <em>three</em> late.</p><label>Note <input name="note"></label>
      <label><input type="checkbox" name="gift"> Gift</label><select aria-label="State"><option>Open</option><option>Done</option></select></div>
    <div class="list">${Array.from({ length: 30 }, (_, n) => `<div class="row item"><span>Order ${n}</span> <a href="/o/${n}">Show</a> <button>Cancel</button></div>`).join('')}</div>
    <div class="card clip"><p>One line.</p><p>Two lines.</p><p>Three lines.</p><button>In the clip</button></div>
    <section class="card"><h2 class="head">Details</h2><div class="panel"><p>In the panel.</p><button>Act</button></div>
      <details><summary>More</summary><p>Behind it</p><button>Inside</button></details></section>
    <div class="card" id="host-place"><p>Before the part</p></div>
    <table><caption>Sums</caption><tbody>${Array.from({ length: 12 }, (_, n) => `<tr><th>Row ${n}</th><td>${n * 7}</td><td><button>Edit</button></td></tr>`).join('')}</tbody></table>
    <ul>${Array.from({ length: 15 }, (_, n) => `<li>Point ${n} <span>and more</span></li>`).join('')}</ul>
    <textarea aria-label="Text">x</textarea><div role="button" tabindex="0" aria-labelledby="lab">?</div><span id="lab">Labelled</span>
    <div class="help"><p>Stuck?</p><button>Ask us</button></div>
  </main></body></html>`;

/** Makes one change, chosen by `seed`; returns what it was. */
export function changeSomething(seed: number): string {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return (state >>> 4) % below;
  };
  const all = [...document.querySelectorAll('body *')];
  const el = all[next(all.length)] as HTMLElement;
  const other = all[next(all.length)] as HTMLElement;
  const classes = ['hide', 'unseen', 'clear', 'pale', 'off', 'lift', 'tiny', 'hand', 'flip', 'open', 'clip', 'row'];
  const make = (tag: string, text: string): HTMLElement => Object.assign(document.createElement(tag), { textContent: text });
  const changes: [string, () => unknown][] = [
    ['text', () => { el.textContent = `Text ${seed}`; }],
    ['data', () => { const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT); const text = walker.nextNode() as Text | null; if (text) text.data = `Data ${seed}`; }],
    ['button', () => el.append(make('button', `New ${seed}`))],
    ['paragraph before', () => el.before(make('p', `Paragraph ${seed}`))],
    ['remove', () => { if (el.childElementCount < 6) el.remove(); }],
    ['class', () => el.classList.toggle(classes[next(classes.length)] ?? 'hide')],
    ['class', () => el.classList.toggle(classes[next(classes.length)] ?? 'hide')],
    ['style', () => { el.style.cssText = ['', 'display:none', 'margin-left:40px', 'opacity:0', 'height:0;overflow:hidden', 'color:transparent'][next(6)] ?? ''; }],
    ['hidden', () => { el.hidden = !el.hidden; }],
    ['name', () => el.setAttribute('aria-label', `Name ${seed}`)],
    ['role', () => el.setAttribute('role', ['button', 'none', 'list', 'heading'][next(4)] ?? 'none')],
    ['move', () => { if (!el.contains(other) && el.childElementCount < 8) other.before(el); }],
    ['typed', () => { for (const field of document.querySelectorAll('input:not([type]),textarea')) if (next(3) === 0) (field as HTMLInputElement).value = `Typed ${seed}`; }],
    ['checked', () => { for (const box of document.querySelectorAll<HTMLInputElement>('[type=checkbox]')) box.checked = !box.checked; }],
    ['chosen', () => { for (const select of document.querySelectorAll('select')) select.selectedIndex = next(2); }],
    ['details', () => { const details = document.querySelector('details'); if (details) details.open = !details.open; }],
    ['disabled', () => { for (const button of el.querySelectorAll('button')) button.disabled = !button.disabled; }],
    ['shadow', () => { const host = make('div', 'Light'); el.append(host); host.attachShadow({ mode: 'open' }).innerHTML = `<p>Deep ${seed}</p><button>Deep</button><slot></slot>`; }],
    ['deep', () => { for (const host of all) { const place = host.shadowRoot?.querySelector('p'); if (place) place.textContent = `Deeper ${seed}`; } }],
    ['rule', () => document.styleSheets[0]?.insertRule(`.item:nth-child(${2 + next(20)}) { display: none }`)],
    ['label', () => { const label = make('label', 'Of it '); const field = document.createElement('input'); el.append(label, field); field.id = `f${seed}`; label.setAttribute('for', field.id); }],
    ['id', () => { el.id = `i${seed}`; }],
    ['scroll', () => { const list = document.querySelector('.list'); if (list) list.scrollTop = next(600); }],
    ['window', () => scrollTo(0, next(1_500))],
    ['window and text', () => { scrollBy(0, next(400) - 200); el.append(` Scrolled ${seed}`); }],
    ['focus', () => (el as HTMLElement).focus()],
    ['rows', () => { const body = document.querySelector('tbody'); for (let n = 0; n < 5; n += 1) body?.append(Object.assign(document.createElement('tr'), { innerHTML: `<td>More ${n}</td><td><a href="#">Go</a></td>` })); }],
    ['many', () => { for (const item of document.querySelectorAll('.item span')) item.textContent = `Order ${next(99)}`; }],
    ['nothing', () => 0],
  ];
  const [name, change] = changes[next(changes.length)] ?? ['nothing', () => 0];
  if (el.localName !== 'style') change();
  return `${seed}: ${name} on ${el.localName}.${el.className}`;
}
