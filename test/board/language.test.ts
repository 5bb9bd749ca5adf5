// The board in two languages: each text in both, nothing of one on a page of the other.

import { readFileSync } from 'node:fs';
import { english } from '../../board/language/english.ts';
import { korean } from '../../board/language/korean.ts';
import { servedLinksFor } from '../../board/links.ts';
import { renderNotice } from '../../board/notice.ts';
import {
  renderFleetPage,
  renderMeasuresPage,
  renderPage,
  renderReleasePage,
} from '../../board/page.ts';
import { readerOf, told } from '../../board/reader.ts';
import { renderWidget } from '../../board/widget.ts';
import { fleetView } from '../../core/board/fleet-view.ts';
import { measuresView } from '../../core/board/measures-view.ts';
import { releaseStory } from '../../core/board/release-story.ts';
import { pipelineView } from '../../core/board/view.ts';
import type { Stage } from '../../core/stage.ts';
import { definition, installed, items, NOW, release, target, wave } from './items.ts';
import { viewsAt } from './played.ts';

const HANGUL = /[가-힣]/;
/** What is no word of either. */
const ALIKE = new Set(['utc', 'sources.codePipeline', 'sources.tidegate']);

describe('each text', () => {
  const texts = (words: object, path = ''): [string, string][] =>
    Object.entries(words).flatMap(([name, said]) => {
      const at = path + name;
      if (typeof said === 'string') return [[at, said] as [string, string]];
      if (typeof said === 'function') return [[at, String(said)] as [string, string]];
      return texts(said as object, `${at}.`);
    });

  test('is there in both, and is Korean in Korean', () => {
    const [ours, theirs] = [texts(english), texts(korean)];

    expect(theirs.map(([name]) => name).sort()).toEqual(ours.map(([name]) => name).sort());
    for (const [name, said] of theirs) {
      if (ALIKE.has(name) || name === 'otherLanguage') continue;
      if (name === 'duration' || name === 'percent' || name === 'changes') continue;
      expect([name, HANGUL.test(said)]).toEqual([name, true]);
    }
    for (const [name, said] of ours)
      if (name !== 'otherLanguage') expect([name, HANGUL.test(said)]).toEqual([name, false]);
  });

  test('counts one as one', () => {
    expect(english.fleetHeadline(1, 1)).toBe('1 service: 1 needs a person');
    expect(english.fleetHeadline(2, 0)).toBe('2 services: none needs a person');
    expect(korean.duration(5_430)).toBe('1시간 30분');
  });
});

describe('a Korean page', () => {
  const reader = readerOf({ lang: 'ko', tz: 'Asia/Seoul' });
  const links = servedLinksFor(reader.asked);
  const at = new Date(NOW).toISOString();
  const runs = ['beta', 'prod-one', 'prod-two'].map((name) =>
    target(name, { running: installed(7), baked: installed(7) }),
  );
  const states = [
    items(),
    items({ targets: runs, releases: [release(7)], waves: [wave(7, 0, { openedAt: at })] }),
    items({
      stages: [
        {
          pipeline: 'shop',
          name: 'prod',
          frozen: { since: at, reason: 'wave prod/one failed' },
        } as unknown as Stage,
      ],
      targets: runs,
      releases: [release(8, { end: { at, outcome: 'LeftDirty', reason: 'wave prod/one failed' } })],
    }),
    items({
      releases: [release(9, { end: { at, outcome: 'Stopped', reason: 'stopped by Kim: 장애' } })],
      quarantined: [{ release: 'shop-7' } as never],
      targets: runs,
    }),
  ];

  /** What is read, without what is typed by hand. */
  const textOf = (page: string): string =>
    page
      .replace(/<(style|script|code)\b.*?<\/\1>/gs, ' ')
      .replace(/<bdi class="tg-revision">.*?<\/bdi>/g, '#7')
      .replace(/(?:aria-label|title)="([^"]*)"/g, '> $1 <')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\b(beta|gamma|prod|one|two|shop|broken)\b/g, '#')
      .replace(/\s+/g, ' ');

  const SENTENCE = /\b[a-z’]{2,} [a-z’]{2,} [a-z’]{2,}\b/;

  /** The sentences of the English catalogue: what stands between its parts, of two words at least. */
  const sentences = ['english.ts', 'english-measures.ts']
    .flatMap((file) => [
      ...readFileSync(`board/language/${file}`, 'utf8').matchAll(/[`']([^`'\n]*)[`']/g),
    ])
    .flatMap(([, text = '']) => text.replace(/<[^>]*>/g, '').split(/\$\{[^}]*\}/))
    .map((text) => text.trim())
    .filter((text) => /[A-Za-z]{2,} [a-z]{2,}/.test(text) && !text.includes('tidegate'));

  const pages: readonly [string, string][] = [
    ...states.map((each, index): [string, string] => [
      `pipeline ${index}`,
      renderPage(pipelineView(each, NOW), { follow: index % 2 === 0, links, reader }),
    ]),
    ['fleet', renderFleetPage(fleetView(states, ['broken'], NOW), {}, links, reader)],
    [
      'measures',
      renderMeasuresPage(
        measuresView({ services: [], facts: [] }, { by: 'team', days: 30, services: 3 }, NOW),
        links,
        reader,
      ),
    ],
    ['release', renderReleasePage(releaseStory(release(7), [], [], NOW), links, reader)],
    ['notice', renderNotice(reader.words.nothingHere, reader)],
  ];

  test.each(pages)('has no English sentence: %s', (_, page) => {
    const text = textOf(page);

    expect(sentences.length).toBeGreaterThan(40);
    expect(sentences.filter((each) => text.includes(each))).toEqual([]);
    expect(SENTENCE.exec(text)?.[0]).toBeUndefined();
  });

  test.each(pages)('says its language and leads on in it: %s', (_, page) => {
    expect(page).toContain('<html lang="ko">');
    for (const [, to] of page.matchAll(/href="(\/board[^"]*)"/g))
      expect(to).toMatch(/lang=ko&amp;tz=Asia%2FSeoul$/);
  });

  test('leads to the same in English, and an English one to the same in Korean', () => {
    const wished = { team: 'team-shop', state: 'quiet' };
    const view = fleetView(states, [], NOW);
    const inEnglish = renderFleetPage(view, wished, servedLinksFor({}));

    expect(renderFleetPage(view, wished, links, reader)).toContain(
      'href="?team=team-shop&amp;state=quiet&amp;lang=en&amp;tz=Asia%2FSeoul" lang="en" hreflang="en">English',
    );
    expect(inEnglish).toContain('href="?team=team-shop&amp;state=quiet&amp;lang=ko" lang="ko"');
  });

  test('leaves what others wrote as it is, and escapes it', () => {
    const [evil, name] = ['<img src=x>', 'was stopped'];
    const shown = told(reader, `stop asked for by ${evil}: ${name}; seen: x`).markup;

    expect(shown).toContain('&lt;img src=x&gt;이(가) 중단을 요청함: was stopped');
    expect(shown).not.toContain('<img');
  });

  test('of a release that is played says all that its ledger says', async () => {
    const [baking, ended] = await viewsAt(['2026-11-23T21:00:00Z', '2026-11-30T00:00:00Z']);
    const texts = [baking, ended].map((view) =>
      textOf(renderPage(view!, { follow: false, links, reader })),
    );

    expect(texts.map((text) => SENTENCE.exec(text)?.[0])).toEqual([undefined, undefined]);
    expect(texts[0]).toContain('베이크 중');
    expect(texts[1]).toContain('#413 4c81e09: 롤백됨');
  });

  test('is a widget in the language and the zone that the console tells', () => {
    const reading = readerOf({ accepted: 'ko', zone: '+09:00' });
    const view = pipelineView(states[0]!, NOW);
    const shown = renderWidget(
      { page: 'pipeline', name: 'shop', follow: false, view },
      'dark',
      reading,
    );

    expect(shown).toMatch(/^<div class="cwdb-theme-dark" lang="ko">/);
    expect(shown).toContain('11월 23일 21:00:00');
    expect(shown).toContain('+09:00');
    expect(definition.owner).toBe('team-shop');
  });
});
