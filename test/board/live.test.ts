// A page that follows: by a script where there is one, by loading itself where there is none.

import { eventsMount } from '@tidegate/embedded-aws/server/events-mount';
import { pageMount } from '@tidegate/embedded-aws/server/page-mount';
import { type LocalServer, serve } from '@tidegate/embedded-aws/server/server';
import type { Browser } from 'playwright-core';
import { realClock } from '../../aws/clock.ts';
import { renderBoard } from '../../board/board.ts';
import { servedLinks } from '../../board/links.ts';
import { LIVE_PATH, livePolicy, liveScript } from '../../board/live.ts';
import { renderPage } from '../../board/page.ts';
import { pipelineView } from '../../core/board/view.ts';
import { describeInChromium, launchBrowser } from './browser.ts';
import { items, NOW, release } from './items.ts';

const views = [pipelineView(items(), NOW), pipelineView(items({ releases: [release(7)] }), NOW)];
let shown = 0;
let listeners = 0;
const noise: string[] = [];
let server: LocalServer;

beforeAll(async () => {
  const pages = pageMount(
    async ({ follow }) => renderPage(views[0]!, { follow, links: servedLinks, script: liveScript }),
    { policy: livePolicy },
  );
  const events = eventsMount({
    path: LIVE_PATH,
    everySeconds: 0.05,
    sleep: realClock.sleep,
    part: async ({ page }) => {
      if (page !== '/') return undefined;
      listeners += 1;
      return renderBoard(views[shown]!, servedLinks);
    },
  });
  server = await serve([events, pages]);
});

afterAll(() => server.close());

test('without a script it loads itself; with one it does not, and still it does neither', () => {
  const follows = renderPage(views[0]!, { follow: true, script: liveScript });
  const still = renderPage(views[0]!, { follow: false, script: liveScript });

  expect(follows).toMatch(/<noscript><meta http-equiv="refresh" content="2"><\/noscript>/);
  expect(follows).toContain('<script>');
  expect(still).not.toContain('<script>');
  expect(still).not.toContain('http-equiv="refresh"');
});

test('where there is nothing to follow, that is said', async () => {
  const answer = await fetch(new URL(`${LIVE_PATH}?page=/other`, server.address));

  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('nothing to follow');
});

test('whoever has gone is asked for no more', async () => {
  const leaving = new AbortController();
  const { signal } = leaving;
  const answer = await fetch(new URL(`${LIVE_PATH}?page=/`, server.address), { signal });
  await answer.body?.getReader().read();
  leaving.abort();
  await realClock.sleep(0.3);
  const before = listeners;
  await realClock.sleep(0.3);

  expect(listeners).toBe(before);
});

describeInChromium('a page that follows', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(() => browser?.close());

  test('shows what has changed without loading, and keeps the focus', async () => {
    const page = await browser.newPage();
    page.on('console', (message) => noise.push(message.text()));
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.goto(server.address);
    await page.getByText('No release yet: the next').waitFor();
    await page.getByRole('link', { name: 'Fleet' }).focus();
    shown = 1;
    await page.getByRole('heading', { name: /^#7/ }).waitFor();

    expect(loads).toBe(1);
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Fleet');
    expect(noise).toEqual([]);
    await page.close();
  });
});
