// What GitHub's code scanning asks of a SARIF 2.1.0 file, and what it shows.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sarifOf } from '../../cli/sarif.ts';
import { goodService } from '../core/practice/service.ts';
import { lintedFor, type SarifLog, sarifFor } from './sarif-log.ts';

const big = goodService.replace('weight: 5', 'weight: 11');
const waived = big.replace(
  'stages:',
  'waivers: [{ rule: one-box-first, owner: team-shop, reason: one region, expires: "2026-12-01" }]\nstages:',
);

test('the log names its schema, its version and its tool', () => {
  const log = sarifFor('tidegate.yml', goodService);

  expect(log.$schema).toBe('https://json.schemastore.org/sarif-2.1.0.json');
  expect(log.version).toBe('2.1.0');
  expect(log.runs).toHaveLength(1);
  expect(log.runs[0]!.tool.driver.name).toBe('Tidegate');
  expect(log.runs[0]!.results).toEqual([]);
});

test('each rule has all that code scanning shows of it, and an id of its own', () => {
  const { rules } = sarifFor('tidegate.yml', goodService).runs[0]!.tool.driver;

  for (const rule of rules) {
    expect(rule.shortDescription.text.length).toBeLessThan(1024);
    expect(rule.fullDescription.text.length).toBeLessThan(1024);
    expect(rule.help.text).toContain('To fix: ');
    expect(rule.help.markdown).toContain('**To fix:**');
    expect(['none', 'note', 'warning', 'error']).toContain(rule.defaultConfiguration.level);
    expect(existsSync(fileURLToPath(rule.helpUri))).toBe(true);
  }
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('the pages of the rules are where an organisation shows them', () => {
  const { runs } = sarifOf(
    [lintedFor('tidegate.yml', goodService)],
    'https://acme.example/tidegate',
  );

  expect(runs[0]!.tool.driver.rules.map(({ helpUri }) => helpUri)).toContain(
    'https://acme.example/tidegate/rules/one-box-first.md',
  );
});

function expectSound({ runs }: SarifLog): void {
  const [{ tool, results }] = runs as [SarifLog['runs'][number]];
  for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of results) {
    expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
    expect(['note', 'warning', 'error']).toContain(level);
    expect(message.text.length).toBeGreaterThan(20);
    expect(locations).toHaveLength(1);
    const { artifactLocation, region } = locations[0]!.physicalLocation;
    expect(artifactLocation.uri).not.toMatch(/^\/|\\| /);
    expect(Math.min(region.startLine, region.startColumn)).toBeGreaterThanOrEqual(1);
    expect(partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{16}:\d+$/);
  }
  const prints = results.map((each) => each.partialFingerprints.primaryLocationLineHash);
  expect(new Set(prints).size).toBe(prints.length);
}

test.each([
  ['a finding', big, [['one-box-first', 'warning', 12]]],
  ['a waived finding', waived, [['one-box-first', 'warning', 13]]],
  [
    'a file that is refused',
    big.replace('pipeline:', 'pipelin:'),
    [['valid-definition', 'error', 1]],
  ],
  [
    'no data points anywhere',
    goodService.replaceAll(/, dataPoints: \{[^}]*\}/g, ''),
    Array(6).fill(['bake-data', 'warning', expect.any(Number)]),
  ],
])('the results of %s are sound', (_, text, expected) => {
  const log = sarifFor('tidegate.yml', text);

  expectSound(log);
  const found = log.runs[0]!.results.map(({ ruleId, level, locations }) => [
    ruleId,
    level,
    locations[0]!.physicalLocation.region.startLine,
  ]);
  expect(found).toEqual(expected);
});

test('a waived finding is suppressed, with its reason', () => {
  const [result] = sarifFor('tidegate.yml', waived).runs[0]!.results;

  expect(result!.suppressions).toEqual([
    {
      kind: 'inSource',
      status: 'accepted',
      justification: 'waived by team-shop until 2026-12-01 (7 days left): one region',
    },
  ]);
});

test('a finding keeps its identity when lines move', () => {
  const hashOf = (text: string) =>
    sarifFor('tidegate.yml', text).runs[0]!.results[0]!.partialFingerprints.primaryLocationLineHash;

  expect(hashOf(`# one\n# two\n${big}`)).toBe(hashOf(big));
});

test.each([
  ['services/shop/tidegate.yml', 'services/shop/tidegate.yml'],
  ['./tidegate.yml', 'tidegate.yml'],
  ['a shop/tidegate.yml', 'a%20shop/tidegate.yml'],
  [`${process.cwd()}/tidegate.yml`, 'tidegate.yml'],
  ['/elsewhere/tidegate.yml', 'file:///elsewhere/tidegate.yml'],
])('the file %s is told as %s', (file, uri) => {
  const [result] = sarifFor(file, big).runs[0]!.results;

  expect(result!.locations[0]!.physicalLocation.artifactLocation.uri).toBe(uri);
});

test('files are told apart', () => {
  const [one, two] = [lintedFor('one.yml', big), lintedFor('two.yml', big)];

  expect(one.findings[0]!.file).not.toBe(two.findings[0]!.file);
});
