import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { PROVEN, rulesOfStep, stepName } from '../../../core/practice/ladder.ts';
import { parsePolicy } from '../../../core/practice/policy.ts';
import { rules } from '../../../core/practice/rules.ts';

test('each rule has its page, and each page its rule', () => {
  const pages = readdirSync('docs/rules').map((file) => file.replace('.md', ''));

  expect(pages.sort()).toEqual(rules.map(({ id }) => id).sort());
});

test.each(rules.map(({ id, title }) => [id, title]))(
  'the page of %s says what, why, how to fix and to waive it',
  (id, title) => {
    const page = readFileSync(`docs/rules/${id}.md`, 'utf8');

    expect(page.startsWith(`# ${id}\n\n**${title}.**\n`)).toBe(true);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      'Why',
      'Fix',
      'Parameters',
      'Waive',
    ]);
  },
);

/** What every rule may be told by a policy. */
const COMMON = ['level', 'waivable', 'effectiveFrom'];

test.each(rules)('the page of $id tells of each of its parameters', ({ id, settings }) => {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input' });
  const page = readFileSync(`docs/rules/${id}.md`, 'utf8');
  const [, told = ''] = /## Parameters\n(.*?)\n## /s.exec(page) ?? [];

  const own = Object.keys(properties).filter((name) => !COMMON.includes(name));

  expect(own.filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
});

const practice = readFileSync('docs/practice.md', 'utf8');

test.each(rules)('the row of $id says where it is looked at', ({ id, sees }) => {
  const row = practice.split('\n').find((line) => line.startsWith(`| [${id}]`)) ?? '';
  const [, places = ''] = /\| ([\w, ]+) \|$/.exec(row) ?? [];

  const told = places.split(', ');

  expect({ id, file: told.includes('file'), ran: told.includes('what ran') }).toEqual({
    id,
    file: sees !== 'start',
    ran: sees === 'waves',
  });
});

test('the table of the ladder has each step’s rules, and each of these is one', () => {
  const policy = parsePolicy('policy: acme', 'policy.yml');
  const steps = Array.from({ length: PROVEN - 1 }, (_, index) => index + 1);

  const rows = steps.map(
    (level) => `| ${level} | ${stepName(level)} | ${rulesOfStep(level, policy).join(', ')} |`,
  );

  expect(practice).toContain(rows.join('\n'));
});
