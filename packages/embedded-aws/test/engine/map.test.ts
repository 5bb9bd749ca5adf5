import { distributed, each, machine, only, thrown, WORK, world } from './world.ts';

test('an inline Map keeps the order of its items, and its iterations their variables', async () => {
  const definition = machine({
    Set: { Type: 'Pass', Assign: { factor: 10 }, Next: 'Map' },
    Map: {
      Type: 'Map',
      Items: '{% $states.input %}',
      ItemSelector: {
        n: '{% $states.context.Map.Item.Value * $factor %}',
        i: '{% $states.context.Map.Item.Index %}',
      },
      ItemProcessor: each({
        Type: 'Pass',
        Assign: { own: 1 },
        Output: '{% $states.input.n + $states.input.i %}',
      }),
      End: true,
    },
  });

  const { output, events } = await world().play(definition, [3, 1, 2]);

  expect(output).toEqual([30, 11, 22]);
  expect(events.filter((type) => type === 'MapIterationSucceeded')).toHaveLength(3);
});

test.each([
  [0, 2],
  [1, 100],
  [50, 2],
])(
  'with MaxConcurrency %d, 100 waits of a second take their turns',
  async (MaxConcurrency, atLeast) => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const map = { Type: 'Map', MaxConcurrency, ItemProcessor: each({ Type: 'Wait', Seconds: 1 }) };

    const { seconds } = await world().play(only(map), items);

    // Inline iterations run at most 40 at once: 100 of them in three rounds.
    expect(seconds).toBe(Math.max(3, atLeast));
  },
);

test('an iteration that fails fails the Map, and a retry runs all again', async () => {
  const seen: unknown[] = [];
  const work = (payload: unknown) => {
    seen.push(payload);
    if (payload === 2 && seen.length < 4) throw thrown('Flaky');
    return 0;
  };
  const map = {
    Type: 'Map',
    MaxConcurrency: 1,
    ItemProcessor: each({ Type: 'Task', Resource: WORK }),
    Retry: [{ ErrorEquals: ['Flaky'], IntervalSeconds: 5 }],
  };

  const { status, seconds } = await world({ work: work as never }).play(only(map), [1, 2, 3]);

  expect({ status, seconds, seen }).toEqual({
    status: 'SUCCEEDED',
    seconds: 5,
    seen: [1, 2, 1, 2, 3],
  });
});

test('no items give no results', async () => {
  expect(
    (await world().play(only({ Type: 'Map', ItemProcessor: each({ Type: 'Pass' }) }), [])).output,
  ).toEqual([]);
  expect((await world().play(distributed({ Type: 'Pass' }), [])).output).toEqual([]);
});
