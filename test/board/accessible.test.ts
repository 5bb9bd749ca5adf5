// Each page of the board at three widths, with axe and by keyboard; with 500 services, and with hostile names.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pageMount } from '@tidegate/embedded-aws/server/page-mount';
import { type LocalServer, serve } from '@tidegate/embedded-aws/server/server';
import type { Browser, Page } from 'playwright-core';
import { servedLinks } from '../../board/links.ts';
import {
  renderFleetPage,
  renderMeasuresPage,
  renderPage,
  renderReleasePage,
} from '../../board/page.ts';
import { readerOf } from '../../board/reader.ts';
import { renderWidget } from '../../board/widget.ts';
import { fleetView } from '../../core/board/fleet-view.ts';
import { factsBetween, measuresView } from '../../core/board/measures-view.ts';
import { releaseStory } from '../../core/board/release-story.ts';
import { stopOffer } from '../../core/board/stop-offer.ts';
import { pipelineView } from '../../core/board/view.ts';
import type { Quiet } from '../../core/quiet.ts';
import type { Stage } from '../../core/stage.ts';
import { describeInChromium, launchBrowser } from './browser.ts';
import { definition, installed, items, NOW, release, target, wave } from './items.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EVIL = '<img src=x onerror=alert(1)>‮"\'&';
const LONG = 'a-name-that-nobody-has-ever-thought-that-anybody-would-think-of-'.repeat(3);

const when = new Date(NOW).toISOString();
const frozen = {
  pipeline: 'shop',
  name: 'prod',
  frozen: { since: when, reason: `${LONG}${EVIL}` },
};
const runs = ['beta', 'prod-one', 'prod-two'].map((name) =>
  target(name, { running: installed(7), baked: installed(7) }),
);
const hostile = items({
  definition: { ...definition, owner: `${LONG}${EVIL}` },
  stages: [frozen as unknown as Stage],
  targets: runs,
  releases: [release(7)],
  waves: [wave(7, 0, { openedAt: when })],
});
const entry = { at: when, pipeline: 'shop', release: 'shop-7', event: 'WaveStarted' } as const;
const many = Array.from({ length: 499 }, (_, index) =>
  items({
    definition: { ...definition, pipeline: `service-${index}-${index % 9 === 0 ? LONG : ''}` },
    targets: runs,
  }),
);

const facts = (name: string) => ({
  ...{ pipeline: `${name}${EVIL}`, owner: LONG, production: 'prod', corrections: [] },
  releases: [7, 8].map((number) =>
    release(number, { end: { at: when, outcome: 'Promoted', reason: '' } }),
  ),
  entries: [7, 8].flatMap((number) => [
    { ...entry, release: `shop-${number}`, subject: 'prod/one', text: 'x' },
  ]),
});
const services = [facts('shop'), facts(LONG)];
const measures = measuresView(
  { services, facts: factsBetween(services, 0, NOW) },
  { by: 'service', days: 30, services: 9 },
  NOW,
);
const korean = readerOf({ lang: 'ko', tz: 'Asia/Seoul' });

const now = new Date(NOW);
const stage = { kind: 'stage', pipeline: 'shop', stage: LONG } as const;
const stops = {
  offers: [
    stopOffer({ kind: 'pipeline', pipeline: `${LONG}${EVIL}` }, undefined, now),
    stopOffer(stage, undefined, now),
  ],
  functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:tidegate-prod-StopByWidget',
};
const quiet: Quiet = {
  ...{ kind: 'quiet', pipeline: 'shop', alarm: `${LONG}${EVIL}`, targets: [LONG], loses: 'block' },
  ...{ by: 'arn', name: EVIL, reason: LONG, at: when, until: '2099-01-01T00:00:00Z', task: '' },
};
const widget = (theme: 'light' | 'dark', reader = readerOf()) => {
  const view = pipelineView({ ...hostile, quiets: [quiet] }, NOW);
  const shown = { page: 'pipeline', name: 'shop', follow: false, view } as const;
  const inside = renderWidget(shown, theme, reader, stops);
  return `<!doctype html><html lang="en"><title>widget</title><main>${inside}</main></html>`;
};

const pages: Readonly<Record<string, string>> = {
  '/board/widget': widget('light'),
  '/board/dark-widget': widget('dark'),
  '/board/measures': renderMeasuresPage(measures, servedLinks),
  '/board/korean': renderPage(pipelineView(hostile, NOW), {
    ...{ follow: false, links: servedLinks, reader: korean },
  }),
  '/board/korean-measures': renderMeasuresPage(measures, servedLinks, korean),
  '/board': renderFleetPage(fleetView([hostile, ...many], [EVIL], NOW), {}, servedLinks),
  '/board/pipeline': renderPage(pipelineView(hostile, NOW), { follow: false, links: servedLinks }),
  '/board/release': renderReleasePage(
    releaseStory(release(7), [], [{ ...entry, subject: EVIL, text: `${LONG}${EVIL}` }], NOW),
    servedLinks,
  ),
};

interface Found {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

describeInChromium('each page', () => {
  let browser: Browser;
  let server: LocalServer;

  beforeAll(async () => {
    const mount = pageMount(async ({ path }) => pages[path] ?? '', {
      isPath: (path) => path in pages,
    });
    server = await serve([mount]);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(path: string, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    await page.goto(new URL(path, server.address).href);
    return page;
  }

  test.each(Object.keys(pages))('%s fits each width', async (path) => {
    for (const width of [360, 800, 1600]) {
      const page = await open(path, width, 'light');
      const box = await page.locator('html').evaluate((root) => root.scrollWidth);
      await page.close();

      expect(box).toBeLessThanOrEqual(width);
    }
  });

  async function problemsOf(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    const found = (await page.evaluate(
      'axe.run(document, { resultTypes: ["violations"] }).then((it) => it.violations)',
    )) as Found[];
    await page.close();
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }

  test.each(Object.keys(pages))('%s is clean for axe, in light and dark', async (path) => {
    expect(await problemsOf(await open(path, 1280, 'light'))).toEqual([]);
    expect(await problemsOf(await open(path, 1280, 'dark'))).toEqual([]);
  });

  test('is not clean for axe where it is in no language and its ink is pale', async () => {
    const page = await open('/board/release', 1280, 'light');
    await page.evaluate(
      'document.documentElement.lang = ""; document.querySelector(".tg").style.color = "#ddd"',
    );

    expect(await problemsOf(page)).toEqual([
      expect.stringContaining('color-contrast'),
      expect.stringContaining('html-has-lang'),
    ]);
  });

  test('is walked by keyboard alone, to a service that needs somebody first', async () => {
    const page = await open('/board', 1280, 'light');
    const seen: string[] = [];
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      seen.push(await page.evaluate<string>('document.activeElement.textContent'));
    }
    await page.close();

    expect(seen).toContain('needs a person (1)');
    expect(seen).toContain('shop');
  });
});
