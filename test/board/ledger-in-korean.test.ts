// Each thing that the ledger can tell is told in Korean. What scenarios write is held where they are played.

import { globSync, readFileSync } from 'node:fs';
import { toldInKorean } from '../../board/language/told-in-korean.ts';
import { ledgerEntrySchema } from '../../core/ledger.ts';
import { fromTests } from './ledger-of-releases.ts';
import { BY, upToTests } from './ledger-of-targets.ts';

const EXAMPLES = { ...upToTests, ...fromTests };

test('there is an example of every event that the ledger knows', () => {
  const events = ledgerEntrySchema.unwrap().shape.event.options;

  expect(Object.keys(EXAMPLES).toSorted()).toEqual([...events].toSorted());
});

test.each(Object.entries(EXAMPLES))('%s is told in Korean', (_, examples) => {
  for (const [text, told] of examples) expect(toldInKorean(text)).toContain(told);
});

/** What a template of a text is, with a name for each of its parts. */
const filled = (template: string) =>
  template.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, (_part, at: number) => `p${at}`);

/** Texts that are put together of other ones: each has an example above, in which they are. */
const PUT_TOGETHER: Readonly<Record<string, readonly string[]>> = {
  RevisionQuarantined: ['flows/bar-revision.ts'],
  ChangesFound: ['flows/carry-out.ts'],
  ReleaseStarted: ['flows/claim.ts'],
  VerdictCorrected: ['flows/correct.ts'],
  DeploymentStarted: ['flows/intend.ts'],
  ReleaseEnded: ['flows/keep-end.ts'],
  LeftBehind: ['flows/skip-regions.ts'],
  LoadEnded: ['flows/load.ts'],
  DeploymentEnded: ['flows/look-at-deployment.ts'],
  ScheduleDue: ['flows/release-due.ts'],
  StageEntered: ['flows/seize-stage.ts'],
  BakeExtended: ['flows/watch-bake.ts'],
  NoiseAccepted: ['flows/command/accept-noise.ts'],
  StageApproved: ['flows/command/decide.ts'],
  Held: ['flows/command/put-hold.ts'],
};

test('every text that a flow writes beside a line of the ledger has a form', () => {
  const left = globSync('flows/**/*.ts').flatMap((file) => {
    const code = readFileSync(file, 'utf8');
    if (!/entryOf\(|entries: \[/.test(code)) return [];
    const found = [...code.matchAll(/const (?:text|said|line) =\s*`([^`]*)`/g)];
    return found
      .map(([, template = '']) => filled(template))
      .filter((text) => !/^(p\d+|expected .*)$/.test(text) && toldInKorean(text) === text)
      .map(() => file);
  });

  expect(left.toSorted()).toEqual(Object.values(PUT_TOGETHER).flat().toSorted());
  expect(Object.keys(PUT_TOGETHER).every((event) => event in EXAMPLES)).toBe(true);
});

test('a sentence in brackets, and one after another, is told by itself', () => {
  expect(
    toldInKorean(
      'not deployed: box (its build is gone; its build is gone), two (its build is gone); every wave passed',
    ),
  ).toBe(
    '배포되지 않음: box (빌드가 없어짐; 빌드가 없어짐), two (빌드가 없어짐); 모든 웨이브가 통과함',
  );
});

test('what people have written stays as it is, whatever stands in it', () => {
  const reason = 'see (1); it is fine) ; the till';

  expect(toldInKorean(`stop asked for by ${BY}: ${reason}; seen: open`)).toContain(`: ${reason};`);
});

test('a text that is made to be looked at for long is told in no time', () => {
  const evil = ['; ', ' (', 'alarm a of b was in ALARM at ', '; alarm a of ', ': '].map((piece) =>
    piece.repeat(Math.floor(4_000 / piece.length)),
  );
  const before = process.cpuUsage();
  for (const text of evil) toldInKorean(`bake ended, fail: ${text}`);
  const { user } = process.cpuUsage(before);

  expect(user / 1_000).toBeLessThan(2_000);
});

test('a list that is cut ends in Korean, wherever it stands', () => {
  expect(toldInKorean('goes on without t1, t2, and 3 more, as minHealthy: 75% allows')).toBe(
    't1, t2, 그 밖에 3개 없이 진행함, minHealthy: 75%이(가) 허용함',
  );
});
