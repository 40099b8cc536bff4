// How fast a recipe of 20 steps is done: fields filled, boxes ticked, buttons pressed, without a model.
import { Cook, type Recipe } from '../harness/recipes.ts';
import type { World } from '../harness/world.ts';
import { median, report } from './report.ts';

const ROUNDS = 5;

export async function recipes(world: World): Promise<void> {
  const page = await world.chromium.open(world.site.at('/order.html'));
  const cook = await Cook.of(world, page);
  await page.bringToFront();
  const field = (name: string, text: string): Recipe['steps'][number] => ({ do: 'type', on: { role: 'textbox', name }, text });
  const four = [
    field('Full name', 'Ada Lovelace'),
    field('City', 'Kandy'),
    { do: 'select', on: { role: 'combobox', name: 'Country' }, options: ['Sri Lanka'] },
    { do: 'click', on: { role: 'button', name: 'Check the address' } },
  ];
  const steps = Array.from({ length: 5 }, () => four).flat();
  const id = await cook.keep({ legwork_recipe: 1, name: '20 steps', start: page.url(), origins: [new URL(page.url()).origin], steps });
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await cook.run(id);
    took.push((await cook.stands('done')).used.time_ms);
  }
  report('a replay of 20 steps', median(took), 'ms');
  report('steps of a replay', (steps.length * 1_000) / median(took), '/ s');
  await page.close();
  await cook.popup.page.close();
}
