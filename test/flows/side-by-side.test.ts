import { sideBySide } from '../../flows/side-by-side.ts';

test('a failure is thrown once what has begun beside it has ended, and nothing more is begun', async () => {
  const begun: number[] = [];
  const ended: number[] = [];

  const all = sideBySide([...Array(25).keys()], async (item) => {
    begun.push(item);
    if (item === 1) throw new Error('the second');
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    ended.push(item);
  });

  await expect(all).rejects.toThrow('the second');
  expect(begun).toHaveLength(10);
  expect(ended).toHaveLength(9);
});
