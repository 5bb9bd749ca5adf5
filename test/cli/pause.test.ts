// Time that stands still while a stage bakes.

import { pauseAt } from '../../cli/pause.ts';
import { pipelineView } from '../../core/board/view.ts';
import { items, NOW, wave } from '../board/items.ts';

const view = (status: 'ahead' | 'baking') => {
  const seen = pipelineView(items({ waves: [wave(412, 0)] }), NOW);
  const stages = seen.stages.map((stage) => ({
    ...stage,
    waves: stage.waves.map((each) => ({ ...each, status })),
  }));
  return { ...seen, stages };
};
const [stage] = view('baking').stages;

test('time stands still from the bake’s beginning until somebody does something, once', () => {
  const said: string[] = [];
  const pause = pauseAt(stage!.name, (text) => said.push(text));

  const before = pause.isOn(view('ahead'));
  pause.end();
  const baking = [pause.isOn(view('baking')), pause.isOn(view('baking'))];
  pause.end();
  const after = pause.isOn(view('baking'));

  expect({ before, baking, after }).toEqual({ before: false, baking: [true, true], after: false });
  expect(said).toEqual([expect.stringContaining(`while ${stage!.name} bakes`)]);
});

test('without a stage, or in another, it goes on', () => {
  for (const name of [undefined, 'another'])
    expect(pauseAt(name, () => {}).isOn(view('baking'))).toBe(false);
});
