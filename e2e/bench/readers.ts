// Readers of pages, held to the same work: read the whole page as it is now, and tell what of it can be operated.
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Frame, Page } from 'playwright-core';
import { offeredByUs, outlines, outlineScript, readPage } from '../harness/outline.ts';
import { root } from '../harness/paths.ts';
import type { Offered } from '../harness/truth.ts';

export interface Reader {
  name: string;
  /** Reads the page; what the page's thread works meanwhile is measured. It brings its script along when it has to. */
  read(page: Page): Promise<void>;
  /** The text a model is given. */
  text(page: Page): Promise<string>;
  offered(page: Page): Promise<(Offered & { frame: Frame })[]>;
  /** Largest page that it gets through in a time worth waiting for. */
  most: number;
}

const ABSENT = 'not defined';

/** Calls what a script defines in the page; brings the script when the document is fresh. */
async function withScript(page: Page, script: string, call: string): Promise<void> {
  const guarded = `typeof ${call.split(/[.(]/)[0]} === 'undefined' ? '${ABSENT}' : (${call}, '')`;
  if ((await page.evaluate(guarded)) === ABSENT) await page.evaluate(`${script};${call};0`);
}

export async function legwork(): Promise<Reader> {
  const script = await outlineScript();
  const outlined = async (page: Page) => {
    const [outline] = outlines([await readPage(page, script)]);
    if (!outline) throw new Error('no outline');
    return outline;
  };
  return {
    name: 'Legwork',
    read: (page) => withScript(page, script, 'legworkReadOn()'),
    text: async (page) => (await outlined(page)).text,
    offered: async (page) => offeredByUs(page, await outlined(page)),
    most: Infinity,
  };
}

/** Roles that are operated. Playwright numbers everything; it offers what has such a role or the pointer's hand. */
const WIDGETS = new Set(
  'button checkbox combobox link listbox menuitem menuitemcheckbox menuitemradio radio searchbox slider spinbutton switch tab textbox treeitem'.split(' '),
);

interface AriaNode { role?: string; ref?: string; cursor?: string; disabled?: boolean; children?: (AriaNode | string)[] }

export function playwright(): Reader {
  return {
    name: 'Playwright',
    read: async (page) => void (await page.ariaSnapshot({ mode: 'ai' })),
    text: (page) => page.ariaSnapshot({ mode: 'ai' }),
    offered: async (page) => {
      const offered: (Offered & { frame: Frame })[] = [];
      const visit = async (node: AriaNode): Promise<void> => {
        if (node.ref !== undefined && node.disabled !== true && (WIDGETS.has(node.role ?? '') || node.cursor === 'pointer')) {
          const handle = await page.locator(`aria-ref=${node.ref}`).elementHandle();
          const frame = await handle?.ownerFrame();
          if (handle && frame) offered.push({ ...(await handle.evaluate((el) => markOf(el as Element))), frame });
        }
        for (const child of node.children ?? []) if (typeof child !== 'string') await visit(child);
      };
      const tree = (await page.ariaSnapshotJSON({ mode: 'ai' })) as AriaNode | AriaNode[];
      for (const node of Array.isArray(tree) ? tree : [tree]) await visit(node);
      return offered;
    },
    most: Infinity,
  };
}

/** `page-agent` looks at what is in view (`viewportExpansion` 0) or at everything (−1). */
export async function pageAgent(name: string, viewportExpansion: number, most: number): Promise<Reader> {
  const { outputFiles } = await build({
    stdin: {
      resolveDir: join(root, 'e2e'),
      contents: `
        import { PageController } from '@page-agent/page-controller';
        globalThis.pageAgent = new PageController({ viewportExpansion: ${viewportExpansion} });
        globalThis.pageAgentOffers = () => [...pageAgent.selectorMap.values()].map(({ ref }) => ref);`,
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  });
  const script = outputFiles[0]?.text ?? '';
  const update = async (page: Page): Promise<string> => {
    if (await page.evaluate(() => typeof (globalThis as { pageAgent?: unknown }).pageAgent === 'undefined')) await page.evaluate(script);
    return page.evaluate('pageAgent.updateTree()');
  };
  return {
    name,
    read: async (page) => void (await update(page)),
    text: update,
    offered: async (page) => {
      await update(page);
      const all = await page.evaluateHandle('pageAgentOffers()');
      const offered: (Offered & { frame: Frame })[] = [];
      for (const handle of (await all.getProperties()).values()) {
        const el = handle.asElement();
        const frame = await el?.ownerFrame();
        if (!el || !frame) continue;
        // An element may be of a frame that the top document reached into: its own window has the marks.
        const mark = await el.evaluate((node) => (node.ownerDocument?.defaultView as typeof globalThis | null)?.markOf(node as Element) ?? null);
        if (mark) offered.push({ ...mark, frame });
      }
      return offered;
    },
    most,
  };
}
