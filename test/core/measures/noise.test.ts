// An alarm is noisy by what people say of what it failed, and by nothing else.

import { noiseOf } from '../../../core/measures/noise.ts';
import type { BakedWave } from '../../../core/wave.ts';

const bake = (alarms: readonly string[], is?: 'harmless' | 'missed') => ({
  wave: {
    status: 'baking',
    bake: {
      lastLook: {
        charges: alarms.map((name) => ({ by: 'alarm', target: 'box', name, text: name })),
      },
    },
  } as unknown as BakedWave,
  judgings: [],
  ...(is && { correction: { is } }),
});
const times = (count: number, is?: 'harmless') =>
  Array.from({ length: count }, () => bake(['e'], is));

test.each([
  [4, 0, 0, 'none'],
  [1, 1, 1 / 3, 'none'],
  [3, 2, 0.4, 'loses its right to page'],
  [5, 4, 4 / 7, 'loses its right to block'],
  [20, 4, 4 / 22, 'none'],
])(
  'of one that fired %i times, %i of them harmless, the noise is %d: %s',
  (fired, harmless, score, proposal) => {
    const [found] = noiseOf([...times(fired - harmless), ...times(harmless, 'harmless')]);

    expect(found).toMatchObject({ alarm: 'e', fired, harmless, score, proposal });
    expect(found?.task === undefined).toBe(proposal === 'none');
  },
);

test('the noisiest comes first, and what was missed is no noise', () => {
  const found = noiseOf([bake(['a', 'b'], 'harmless'), bake(['a']), bake(['c'], 'missed')]);

  expect(found.map(({ alarm, harmless }) => `${alarm} ${harmless}`)).toEqual(['b 1', 'a 1', 'c 0']);
});
