// Who reads: in which language, in which zone; and how what was told in one language is said in another.

import { languageOf } from '../../board/language/languages.ts';
import { sayerOf } from '../../board/language/phrases.ts';
import { readerOf, shortTime } from '../../board/reader.ts';
import { zoneNamed } from '../../board/zone.ts';
import { NOW } from './items.ts';

describe('the language', () => {
  test.each([
    ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
    ['en-GB, ko;q=0.5', 'en'],
    ['de, ko;q=0.3', 'ko'],
    ['KO_kr', 'ko'],
    ['ko;q=0', 'en'],
    ['de', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    [';;;,,,q=,ko;q=', 'ko'],
  ])('of %s is %s', (accepted, expected) => {
    expect(languageOf(accepted)).toBe(expected);
  });

  test('that is asked for by address wins, and no other name of it does', () => {
    expect(readerOf({ lang: 'ko', accepted: 'en' }).language).toBe('ko');
    expect(readerOf({ lang: 'en', accepted: 'ko' }).language).toBe('en');
    expect(readerOf({ lang: 'xx', accepted: 'ko' })).toMatchObject({ language: 'ko', asked: {} });
  });
});

describe('a time', () => {
  test.each([
    ['Asia/Seoul', '2026-11-23T23:04:05.000Z', '24 Nov 08:04:05', '11월 24일 08:04:05'],
    ['+05:30', '2026-11-23T23:04:05Z', '24 Nov 04:34:05', '11월 24일 04:34:05'],
    ['America/New_York', '2026-03-08T07:00Z', '8 Mar 03:00', '3월 8일 03:00'],
    ['UTC', 'soon', 'soon', 'soon'],
    ['UTC', '2026-13-45T00:00:00Z', '2026-13-45T00:00:00Z', '2026-13-45T00:00:00Z'],
  ])('in %s: %s', (tz, at, inEnglish, inKorean) => {
    expect(shortTime(readerOf({ tz }), at)).toBe(inEnglish);
    expect(shortTime(readerOf({ tz, lang: 'ko' }), at)).toBe(inKorean);
  });

  test('is UTC where the zone is none, or nobody asks for one', () => {
    for (const tz of ['Mars/Base', '', '<b>', 'A'.repeat(999)])
      expect(readerOf({ tz }).zone.name).toBe('UTC');
    expect(zoneNamed('Asia/Seoul')?.offsetMinutes(NOW)).toBe(540);
    expect(readerOf({ zone: '+09:00' }).zone.name).toBe('+09:00');
  });
});

describe('a form', () => {
  const say = sayerOf(
    [
      ['wave ended, {0}: {1*}', '웨이브 종료, {0}: {1}'],
      ['{0#} targets', '타깃 {0}개'],
      ['{0} is {1}', '{0}은 {1}'],
    ],
    (text) => (text === 'pass' ? '통과' : undefined),
  );

  test.each([
    ['pass', '통과'],
    ['3 targets', '타깃 3개'],
    ['x targets', 'x targets'],
    ['wave ended, a: pass', '웨이브 종료, a: 통과'],
    ['wave ended, a: 2 targets; pass; other', '웨이브 종료, a: 타깃 2개; 통과; other'],
    ['one: 2 targets', 'one: 타깃 2개'],
    ['a is b; 2 targets', 'a은 b; 타깃 2개'],
    ['of no form', 'of no form'],
    ['', ''],
  ])('says %s as %s', (text, expected) => {
    expect(say(text)).toBe(expected);
  });

  test('ends for what is written to keep it from that', () => {
    const evil = `${'wave ended, : '.repeat(200)}${'is '.repeat(300)}`;

    // By a form that looks back it would take longer than any test.
    expect(say(evil).length).toBeGreaterThan(1_000);
  });
});
