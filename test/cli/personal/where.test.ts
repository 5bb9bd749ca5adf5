import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipFiles } from '../../../aws/zip-files.ts';
import { refuseAnothers } from '../../../cli/personal/where.ts';
import { zipFolder } from '../../../cli/personal/zip-folder.ts';
import { personalNames } from '../../../core/personal/names.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';

const names = personalNames('shop', 'ada');
const pipeline = parsePipeline(
  `
pipeline: shop-dev-ada
source: { s3: { bucket: acme-dev, key: tidegate-dev/shop/ada/package.zip } }
stages:
  - name: dev-ada
    targets:
      - name: shop
        account: "111122223333"
        region: us-east-1
        lambda: { function: shop, alias: dev-ada }
        strategy: all-at-once
        alarms: [shop-errors]
`,
  'own.yml',
);
const sts = (role: string, session: string) =>
  `arn:aws:sts::111122223333:assumed-role/${role}/${session}`;
const definition = (appliedBy: string) => ({
  version: 1,
  appliedAt: '2026-11-30T09:00:00Z',
  firstAppliedAt: '2026-11-30T09:00:00Z',
  appliedBy,
  pipeline,
});

test.each([
  ['the same user', 'arn:aws:iam::111122223333:user/ada', 'arn:aws:iam::111122223333:user/ada'],
  ['a session of the same name', sts('Developers', 'ada'), sts('Admins', 'ada')],
  [
    'sessions that programs have named, of one role',
    sts('Developers', 'botocore-session-1'),
    sts('Developers', 'botocore-session-2'),
  ],
])('what %s has applied is their own', (_who, first, now) => {
  expect(() => refuseAnothers(definition(first), names, now)).not.toThrow();
});

test.each([
  ['another user', 'arn:aws:iam::111122223333:user/bo', 'arn:aws:iam::111122223333:user/ada'],
  ['another session', sts('Developers', 'bo'), sts('Developers', 'ada')],
  ['another role', sts('Deployers', 'botocore-session-1'), sts('Developers', 'botocore-session-1')],
])('what %s has applied is not', (_who, first, now) => {
  expect(() => refuseAnothers(definition(first), names, now)).toThrow(
    /expected shop-dev-ada to be yours, got one that .+ has applied: choose another name/,
  );
});

test('the same files make the same archive, with all that is in them', () => {
  const folders = ['a', 'b'].map((name) => {
    const folder = mkdtempSync(join(tmpdir(), `tidegate-zip-${name}-`));
    mkdirSync(join(folder, 'lib'));
    for (const [path, text] of name === 'a' ? FILES : [...FILES].reverse())
      writeFileSync(join(folder, path), text);
    return folder;
  });

  const [one, other] = folders.map(zipFolder);

  expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true);
  const read = zipFiles(one ?? Buffer.alloc(0), 1_000_000) ?? [];
  expect(read.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual(FILES);
});

const FILES: readonly (readonly [string, string])[] = [
  ['index.js', 'exports.handler = () => {};\n'],
  ['lib/päge.txt', 'hello '.repeat(500)],
  ['lib/z', ''],
];
