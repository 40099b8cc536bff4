// Pages of which it is known what a person can operate. `@yes`, `@no` and `@any` in the cases below become `data-op` and a
// `data-id`: every reader is held to the same marks (`truth.ts`).

/** Looks of the page around the cases. */
export const STYLES = ['plain', 'reversed', 'cards', 'shell', 'component', 'modal', 'dialog'] as const;
export type Style = (typeof STYLES)[number];

const NATIVE = [
  '<button @yes>Save</button> <button type="submit" @yes><b>Send</b> all</button>',
  '<a href="/orders" @yes>Orders</a> <p>Read <a href="/terms" @yes>the <em>terms</em></a> first.</p>',
  '<label>Name <input name="n" @yes></label> <label for="mail">Mail</label> <input id="mail" type="email" @yes>',
  '<label>Note <textarea @yes></textarea></label> <input type="search" aria-label="Find" @yes>',
  '<label>Country <select @yes><option>Lanka</option><option>Peru</option></select></label>',
  '<select size="3" aria-label="Sizes" @yes><option>Small</option><option>Large</option></select>',
  '<label><input type="checkbox" @yes> Save address</label> <label><input type="radio" name="r" @yes> One</label>',
  '<input type="range" aria-label="Volume" @yes> <input type="number" value="3" aria-label="Count" @yes>',
  '<input type="date" aria-label="Day" @yes> <input type="color" aria-label="Colour" @yes> <input type="file" aria-label="Letter" @yes>',
  '<input type="submit" @yes> <input type="reset" @yes> <input type="button" value="Press" @yes>',
  '<input type="image" alt="Go" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" style="width:40px;height:24px" @yes>',
  '<details><summary @yes>More</summary><button @no>Inside</button><a href="/x" @no>Inside too</a></details>',
  '<details open><summary @yes>Open</summary><button @yes>Shown</button></details>',
  '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" style="width:90px;height:40px" alt="Map" usemap="#map"><map name="map"><area href="/north" alt="North" shape="rect" coords="0,0,45,40" @yes></map>',
  '<svg width="80" height="20"><a href="/chart" @yes><text y="14">Chart</text></a></svg>',
  '<button @yes><svg width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="7"/></svg></button>',
  '<p>See<a href="/a" @yes>a</a>,<a href="/b" @yes>b</a> and <a href="/c" @yes><img alt="c" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" style="width:30px;height:20px"></a></p>',
];

const ARIA = [
  '<div role="button" tabindex="0" @yes>Apply</div> <span role="link" tabindex="0" @yes>Go on</span>',
  '<div role="checkbox" aria-checked="false" tabindex="0" @yes>Gift</div> <div role="switch" aria-checked="true" tabindex="0" @yes>Night</div>',
  '<div role="radiogroup" aria-label="Speed"><div role="radio" aria-checked="true" tabindex="0" @yes>Slow</div><div role="radio" aria-checked="false" tabindex="-1" @yes>Fast</div></div>',
  '<div role="tablist"><div role="tab" aria-selected="true" tabindex="0" @yes>First</div><div role="tab" tabindex="-1" @yes>Second</div></div>',
  '<ul role="menu"><li role="menuitem" tabindex="-1" @yes>Cut</li><li role="menuitemcheckbox" aria-checked="true" tabindex="-1" @yes>Wrap</li><li role="menuitemradio" aria-checked="false" tabindex="-1" @yes>Left</li></ul>',
  '<div role="combobox" aria-expanded="false" tabindex="0" aria-label="City" @yes>Galle</div>',
  '<div role="slider" aria-valuenow="4" aria-valuemin="0" aria-valuemax="9" tabindex="0" aria-label="Tone" style="width:90px;height:12px;background:#ccc" @yes></div>',
  '<div role="spinbutton" aria-valuenow="4" tabindex="0" aria-label="Seats" @yes>4</div>',
  '<div role="textbox" contenteditable="true" aria-label="Message" style="width:200px;height:24px" @yes></div>',
  '<div contenteditable="true" @yes><p>Written <b>here</b></p></div> <div contenteditable="false" @no>Not here</div>',
  '<div contenteditable="plaintext-only" @yes>Only plain</div>',
  '<ul role="tree"><li role="treeitem" tabindex="0" @yes>Roots</li></ul>',
  '<canvas role="button" tabindex="0" aria-label="Wheel" width="60" height="30" @yes></canvas> <canvas width="60" height="30" @no></canvas>',
  '<svg width="60" height="24"><g role="button" tabindex="0" aria-label="Zoom" @yes><rect width="60" height="24" fill="#99c"/></g></svg>',
  '<div role="button" aria-label="Close" tabindex="0" style="width:20px;height:20px;background:#888" @yes></div>',
  '<button aria-hidden="true" @yes>Seen all the same</button>',
];

const CLICKS = [
  '<div onclick="go()" @yes>Row that listens</div> <span onclick="go()" @yes>Word</span> <img onclick="go()" alt="Pic" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" style="width:40px;height:30px" @yes>',
  '<div class="pointer" @yes><span>Card</span> <b>with words</b></div>',
  '<div class="pointer" @yes>Card <button @yes>with a button</button> <a href="/y" @yes>and a link</a></div>',
  '<div class="pointer" @yes><div>Outer card <div class="arrow">stops here <span class="pointer" @yes>inner card</span></div></div></div>',
  '<div class="pointer" @yes><i class="pointer">same card</i></div>',
  '<div style="cursor:pointer" @yes>By attribute</div> <div class="hands" @yes><span class="icon"></span></div>',
  '<table><tbody><tr><td @no>Plain</td><td @no>cells</td></tr><tr onclick="go()" @yes><td>A row</td><td>that listens</td></tr><tr><td onclick="go()" @yes>A cell that listens</td><td @no>not this</td></tr></tbody></table>',
  '<table><tbody><tr class="pointer" @yes><td>Row</td><td><input type="checkbox" aria-label="Pick" @yes></td></tr></tbody></table>',
  '<ul><li class="pointer" @yes>Item one</li><li class="pointer" @yes>Item two</li><li @no>Item three</li></ul>',
  '<label class="pointer">Label of <input @yes></label>',
  '<button class="pointer" @yes><span class="pointer">Span in button</span></button> <a href="/z" class="pointer" @yes><div class="pointer">Block in link</div></a>',
];

const TREES = [
  '<x-open @any></x-open><x-closed @any></x-closed><x-nested @any></x-nested>',
  '<x-slotted @any><button slot="one" @yes>Slotted</button><button @no>Not slotted</button></x-slotted>',
  '<x-button @any></x-button>',
];

const PLACES = [
  '<div style="height:60px;width:220px;overflow:auto" @any><button @yes>Top of list</button><div style="height:300px"></div><button @yes>End of list</button></div>',
  '<div style="width:220px;overflow-x:auto;white-space:nowrap" @any><button @yes>Left</button><span style="display:inline-block;width:600px"></span><button @yes>Right</button></div>',
  '<div style="position:relative;width:220px"><button @yes>Under glass</button><div style="position:absolute;inset:0;pointer-events:none;background:#0001;z-index:3"></div></div>',
  '<div style="position:relative;width:220px"><button @yes>Under a pattern</button><div style="position:absolute;inset:0;pointer-events:none;background:#ffe;opacity:.3"></div></div>',
  '<div style="position:sticky;bottom:0;background:#fff;width:300px"><button @yes>Sticky</button></div>',
  '<div style="position:relative;height:30px"><button style="position:absolute;left:40px;top:2px" @yes>Placed</button></div>',
  '<div style="transform:translateX(20px) scale(.9)"><button @yes>Moved</button></div>',
  '<div style="visibility:hidden"><button @no>Unseen</button><button style="visibility:visible" @yes>Seen again</button></div>',
  '<label class="custom" @yes><input type="checkbox" style="opacity:0;position:absolute"><span class="box"></span> Custom box</label>',
  '<label class="custom pointer" @yes><input type="radio" class="sr"><span class="box"></span> Custom radio</label>',
  '<input type="checkbox" id="toggle" style="opacity:0;position:absolute" @yes><label for="toggle" class="pointer"><span class="box"></span> Toggle</label>',
  '<input type="checkbox" id="gone" style="display:none" @yes><label for="gone" class="pointer">Box that is not rendered</label>',
  '<input type="file" id="upload" class="sr" @yes><label for="upload" class="pointer">Choose a file</label>',
  '<fieldset disabled><legend><button @yes>Legend’s button</button></legend><input aria-label="Off" @no><button @no>Off too</button></fieldset>',
  '<div style="display:contents"><button @yes>In no box</button></div>',
];

const HIDDEN = [
  '<button hidden @no>a</button><button style="display:none" @no>b</button><button style="visibility:hidden" @no>c</button><div style="display:none"><a href="/q" @no>d</a></div>',
  '<div inert><button @no>e</button><a href="/q" @no>f</a><div class="pointer" @no>g</div></div>',
  '<button disabled @no>h</button><input disabled aria-label="i" @no><select disabled aria-label="j" @no><option>x</option></select>',
  '<button aria-disabled="true" @no>k</button><div role="button" aria-disabled="true" tabindex="-1" @no>l</div><a href="/q" aria-disabled="true" @no>m</a>',
  '<div role="group" aria-disabled="true"><div role="button" tabindex="-1" @no>n</div></div>',
  '<div style="opacity:0"><button @no>o</button></div><a href="/q" style="opacity:0" @no>p</a><div class="clear"><div class="pointer" @no>q</div></div>',
  '<button style="position:absolute;left:-9999px" @no>r</button><a href="/q" class="sr" @no>Skip to content</a><div style="position:absolute;top:-9999px"><button @no>s</button></div>',
  '<div style="height:0;overflow:hidden"><button @no>t</button><a href="/q" @no>u</a></div>',
  '<div style="width:160px;overflow:hidden"><div style="display:flex;width:700px"><div style="width:350px"><button @yes>Slide one</button></div><div style="width:350px"><button @no>Slide two</button></div></div></div>',
  '<div style="height:24px;overflow:hidden;width:200px"><button style="height:24px" @yes>First line</button><div style="height:40px"></div><button @no>Third line</button></div>',
  '<div style="position:relative;width:240px;height:40px"><button @no>Covered</button><div style="position:absolute;inset:0;background:#fff">Loading</div></div>',
  '<div style="position:relative;width:240px;height:40px"><a href="/q" style="position:absolute" @no>Under a picture</a><img alt="Sale" style="position:absolute;inset:0;width:240px;height:40px" src="data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs="></div>',
  '<input type="hidden" name="t" @no><dialog><button @no>In a closed dialog</button></dialog><div popover><button @no>In a closed popover</button></div>',
  '<div style="transform:scale(0)"><button @no>v</button></div><div style="clip-path:inset(50%)"><button @no>w</button></div><button style="width:0;height:0;padding:0;border:0;overflow:hidden" @no></button>',
  '<div style="content-visibility:hidden"><button @no>x</button></div><template><button @no>y</button></template>',
  '<a @no>No address</a> <p @no>Paragraph</p> <h3 @no>Heading</h3> <label @no>Label of nothing</label> <div role="gridcell" @no>Cell</div>',
  '<img alt="Plain picture" style="width:40px;height:30px" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" @no> <svg width="20" height="20" @no><circle r="9"/></svg>',
  '<iframe style="display:none" srcdoc="&lt;button @no&gt;In a hidden frame&lt;/button&gt;"></iframe>',
];

const FRAMES = [frame(`<p>One</p><button @yes>In frame one</button><button hidden @no>no</button>${frame(
  `<a href="/two" @yes>In frame two</a><div class="pointer" style="cursor:pointer" @yes>Card there</div>${frame('<label>Deep <input @yes></label><div style="height:0;overflow:hidden"><button @no>no</button></div>', 200, 60)}`, 300, 140)}`, 400, 240)];

function frame(content: string, width: number, height: number): string {
  const html = `<!doctype html><body>${content}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe style="width:${width}px;height:${height}px" @any srcdoc="${html}"></iframe>`;
}

const ELEMENTS: Record<string, { mode: ShadowRootMode; html: string }> = {
  'x-open': { mode: 'open', html: '<button @yes>In an open root</button><div part="x" style="cursor:pointer" @yes>Card in it</div><button hidden @no>no</button>' },
  'x-closed': { mode: 'closed', html: '<style>i{cursor:pointer}</style><a href="/c" @yes>In a closed root</a><i @yes>Card in it</i><button disabled @no>no</button>' },
  'x-nested': { mode: 'open', html: '<div><x-closed @any></x-closed><input aria-label="Deep" @yes></div>' },
  'x-slotted': { mode: 'open', html: '<div><slot name="one"></slot><slot name="two"><button @yes>Fallback</button></slot></div>' },
  'x-button': { mode: 'closed', html: '<button @yes><slot>Native in a component</slot></button>' },
};

const CSS = `body{font:15px/1.4 sans-serif;margin:8px} .pointer,.hands{cursor:pointer} .arrow{cursor:default} .clear{opacity:0}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0);margin:-1px;padding:0;border:0}
.custom,.box{display:inline-block}.box{width:14px;height:14px;border:2px solid #555}.icon{display:inline-block;width:16px;height:16px;background:#c33}`;

const LOOKS: Record<Style, string> = {
  plain: '',
  reversed: '',
  cards: `main{display:grid;grid-template-columns:repeat(3,1fr);gap:12px} section{display:flex;flex-direction:column;align-items:flex-start;gap:8px;
    position:relative;border-radius:8px;box-shadow:0 1px 4px #0004;padding:12px;background:#fff;z-index:0} body{background:#eef}`,
  shell: `body{margin:0;height:100vh;display:flex;overflow:hidden;background:#111;color:#eee} nav{width:180px;background:#222} main{flex:1;overflow:auto;position:relative;padding:12px}
    header{position:sticky;top:0;background:#333;z-index:5;padding:8px} a{color:#9cf}`,
  component: '',
  modal: '.back{position:fixed;inset:0;background:rgba(0,0,0,.5);z-index:50}.box2{position:absolute;top:120px;left:300px;width:400px;background:#fff;padding:20px}',
  dialog: '',
};

/** The page in one of its looks. */
export function operablePage(style: Style): string {
  const groups = { Native: NATIVE, Widgets: ARIA, Clicks: CLICKS, Trees: TREES, Places: PLACES, Hidden: HIDDEN, Frames: FRAMES };
  const isUnder = style === 'modal' || style === 'dialog';
  const order = style === 'reversed' ? Object.entries(groups).reverse() : Object.entries(groups);
  const cases = order.map(([name, all]) => `<h2>${name}</h2>${all.map((one) => `<section>${one}</section>`).join('\n')}`).join('\n');
  const bars = '<nav><a href="/home" @yes>Home</a></nav>';
  const fixed = style === 'plain' ? '<div style="position:fixed;right:10px;bottom:10px;background:#fff"><button @yes>Chat</button></div>' : '';
  let body = `${bars}<main @any><header><button @yes>Menu</button></header>${cases}</main>${fixed}`;
  if (isUnder) body = body.replaceAll('@yes', '@no');
  if (style === 'component') body = `<x-app @any></x-app><template id="app"><style>${CSS}</style>${body}</template>`;
  const asking = '<p>Delete the order?</p><button @yes>Delete</button> <a href="/keep" @yes>Keep</a> <label><input type="checkbox" @yes> For ever</label>';
  if (style === 'modal') body += `<div class="back"><div class="box2" role="dialog" aria-modal="true" aria-label="Delete">${asking}</div></div>`;
  if (style === 'dialog') body += `<dialog aria-label="Delete">${asking}</dialog>`;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Operable: ${style}</title><style>${CSS}${LOOKS[style]}</style>
<script>${script(isUnder, style)}</script></head><body>${body}${style === 'dialog' ? '<script>document.querySelector("body > dialog").showModal()</script>' : ''}</body></html>`;
  return marked(html);
}

/** Components number their parts when they are made: one may stand in several places. */
function script(isUnder: boolean, style: Style): string {
  const all = Object.fromEntries(Object.entries(ELEMENTS).map(([tag, { mode, html }]) => [tag, { mode, html: isUnder ? html.replaceAll('@yes', '@no') : html }]));
  return `let parts = 0; function go() {}
for (const [tag, { mode, html }] of Object.entries(${JSON.stringify(all)})) customElements.define(tag, class extends HTMLElement {
  constructor() { super(); this.attachShadow({ mode }).innerHTML = html.replace(/[@](yes|no|any)/g, (_, op) => 'data-op="' + op + '" data-id="c' + (parts++) + '"'); }
});
${style === 'component' ? `customElements.define('x-app', class extends HTMLElement {
  constructor() { super(); addEventListener('DOMContentLoaded', () => { this.attachShadow({ mode: 'open' }).innerHTML = document.getElementById('app').innerHTML; }); }
});` : ''}`;
}

function marked(html: string): string {
  let id = 0;
  const [head = '', ...rest] = html.split('</head>');
  // Within an attribute (a frame's document) quotes are not needed either.
  return `${head}</head>${rest.join('</head>').replace(/@(yes|no|any)/g, (_, op: string) => `data-op=${op} data-id=n${id++}`)}`;
}
