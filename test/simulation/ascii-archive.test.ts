import { asciiArchive } from '../../simulation/world/ascii-archive.ts';

test.each([10, 200, 32_700, 33_000, 40_000, 65_530, 70_000, 140_000])(
  'an archive with a file of %i bytes is of bytes below 128 alone, and comes to an end',
  (size) => {
    const text = 'x'.repeat(size);

    const archive = asciiArchive([
      { path: 'large.json', text },
      { path: 'small.txt', text: 'hello' },
    ]);

    expect(Buffer.from(archive, 'latin1').every((byte) => byte < 128)).toBe(true);
    expect(archive).toContain(text);
    expect(archive).toContain('hello');
    expect(archive.length).toBeLessThan(size + 70_000);
  },
);

test('whatever the length of its names, its directory is of such bytes too', () => {
  for (let length = 1; length < 128; length++) {
    const archive = asciiArchive([{ path: 'n'.repeat(length), text: 'hello' }]);

    expect(Buffer.from(archive, 'latin1').every((byte) => byte < 128)).toBe(true);
  }
});
