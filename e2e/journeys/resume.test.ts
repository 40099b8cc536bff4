// Journey 4: the resume, in the popup and in the portal, and what it does for an answer.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Overlay } from '../harness/overlay.ts';
import { fixtures } from '../harness/paths.ts';
import { register, somebody } from '../harness/person.ts';
import { Popup, signedIn } from '../harness/popup.ts';
import { signInToPortal } from '../harness/portal.ts';
import { state } from '../harness/screens.ts';
import { portalText, text } from '../harness/texts.ts';
import { theWorld, type World } from '../harness/world.ts';

const FACT = 'parcel ledger from Java to Rust';
const file = (name: string): string => join(fixtures, 'files', name);

describe('the resume', () => {
  let world: World;
  let popup: Popup;
  const person = somebody();

  before(async () => {
    world = await theWorld();
    await register(world.server, person);
    await signedIn(world, person);
    popup = await Popup.open(world, await world.chromium.open(world.site.at('/job.html')));
    await popup.ask.waitFor();
  });
  after(() => popup?.page.close());

  for (const [n, name] of ['resume.pdf', 'resume.docx', 'resume.txt', 'resume.md'].entries()) {
    test(`${name} is uploaded in the popup, and the text that was read is shown`, async () => {
      await popup.page.locator('input[type=file]').setInputFiles(file(name));
      await popup.page.getByText(name, { exact: true }).waitFor();
      await popup.page.locator('details.more').evaluate((details: HTMLDetailsElement) => (details.open = true));
      const read = (await popup.page.locator('.resume-text').innerText()).replace(/\s+/g, ' ');
      assert.match(read, new RegExp(FACT), `${n}: ${read}`);
      if (n === 0) await state(popup.page, 'popup-resume', popup.page, true);
    });
  }

  test('a file that is no resume is refused with a sentence, and the stored one stays', async () => {
    await popup.page.locator('input[type=file]').setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') });
    await popup.says('resume_wrong_kind').waitFor();
    await popup.page.locator('input[type=file]').setInputFiles({ name: 'fake.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nbroken \x00\x01') });
    await popup.page.locator('.section .notice.danger').first().waitFor();
    await state(popup.page, 'popup-resume-refused', popup.page, true);
    await popup.page.reload();
    await popup.page.getByText('resume.md', { exact: true }).waitFor();
  });

  test('“use my profile” sends the resume along with a question about a job ad, and only then', async () => {
    const page = await world.chromium.open(world.site.at('/job.html'));
    const overlay = await Overlay.open(world, page);
    await overlay.ask('Am I a fit for this job with Rust experience?');
    assert.doesNotMatch(await world.upstream.lastPrompt(), new RegExp(FACT));
    await overlay.useProfile();
    await state(page, 'overlay-profile', overlay.frame);
    await overlay.ask('Am I a fit for this job with Rust experience, really?');
    assert.match(await world.upstream.lastPrompt(), new RegExp(FACT));
    await page.close();
  });

  test('the portal shows it, replaces it and deletes it', async () => {
    const page = await signInToPortal(world, person);
    await page.goto(`${world.server.url}/account/resume`);
    await page.getByText('resume.md').first().waitFor();
    await state(page, 'portal-resume', page, true);
    for (const name of ['resume.pdf', 'resume.docx', 'resume.txt', 'resume.md']) {
      await page.locator('input[type=file]').setInputFiles(file(name));
      await page.getByRole('button', { name: portalText('resume.replace'), exact: true }).click();
      await page.getByText(portalText('notice.resume_saved')).waitFor();
      assert.match((await page.locator('main').innerText()).replace(/\s+/g, ' '), new RegExp(FACT), name);
    }
    await page.getByRole('button', { name: portalText('resume.delete') }).click();
    await page.getByText(portalText('notice.resume_deleted')).waitFor();
    await state(page, 'portal-resume-empty', page, true);
    await page.close();
  });

  test('the popup deletes it after asking in place', async () => {
    await popup.page.reload();
    await popup.ask.waitFor();
    await popup.page.locator('input[type=file]').setInputFiles(file('resume.txt'));
    await popup.page.getByText('resume.txt', { exact: true }).waitFor();
    await popup.button('delete').click();
    await popup.says('resume_sure').waitFor();
    await state(popup.page, 'popup-resume-sure', popup.page, true);
    await popup.button('delete').click();
    await popup.page.getByText(text('resume_choose')).waitFor();
  });
});
