// The board in a real browser, with JavaScript off; skipped where none is installed.

import { pageMount } from '@tidegate/embedded-aws/server/page-mount';
import { type LocalServer, serve } from '@tidegate/embedded-aws/server/server';
import type { Browser, Page } from 'playwright-core';
import { renderPage } from '../../board/page.ts';
import type { PipelineView } from '../../core/board/view.ts';
import { describeInChromium, launchBrowser } from './browser.ts';
import { viewsAt } from './played.ts';

describeInChromium('the board', () => {
  const [EMPTY, EARLY, LATE, END] = [0, 1, 2, 3] as const;
  let views: PipelineView[];
  let shown: number = EMPTY;
  let browser: Browser;
  let server: LocalServer;
  const noise: string[] = [];

  beforeAll(async () => {
    views = await viewsAt([
      '2026-11-23T08:59:00Z',
      '2026-11-23T13:00:00Z',
      '2026-11-23T21:00:00Z',
      '2026-11-30T00:00:00Z',
    ]);
    server = await serve([pageMount(async (asked) => renderPage(views[shown]!, asked))]);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme,
      javaScriptEnabled: false,
    });
    page.on('console', (message) => noise.push(message.text()));
    page.on('requestfailed', (request) => noise.push(request.url()));
    await page.goto(server.address);
    return page;
  }

  test('shows the present, and a reload shows how far it has come since', async () => {
    shown = EARLY;
    const page = await open(1280);
    const bake = page.getByRole('img', { name: /^Bake: / });
    const early = await bake.getAttribute('aria-label');

    shown = LATE;
    await page.reload();

    expect(early).toBe('Bake: 19 %, 9h37m left');
    expect(await bake.getAttribute('aria-label')).toBe('Bake: 86 %, 1h37m left');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('checkout');
    await page.close();
  });

  test('says at the end who was promoted, who was rolled back and why, and that nobody runs it', async () => {
    shown = END;
    const page = await open(1280);

    // biome-ignore lint/performance/useDomNodeTextContent: what is seen is asked for, not what is there.
    const text = await page.locator('main').innerText();
    const rows = await page.getByRole('table').getByRole('row').count();

    expect(text).toContain('#413 4c81e09 was rolled back');
    expect(text).not.toContain('still run');
    expect(text).toContain('alarm checkout-errors-eu-west-1 of eu-west-1 was in ALARM');
    expect(text).toMatch(/#412 9f2c1d7\s+Promoted after 21h38m/);
    expect(rows).toBeGreaterThan(20);
    await page.close();
  });

  test.each([
    ['before the first release', EMPTY],
    ['within a bake', LATE],
    ['at the end', END],
  ] as const)('fits the narrow and the wide window, in light and dark: %s', async (_, which) => {
    shown = which;
    for (const [width, scheme] of [
      [360, 'light'],
      [1600, 'dark'],
    ] as const) {
      const page = await open(width, scheme);

      const box = await page.locator('html').evaluate((root) => root.scrollWidth);

      expect(box).toBeLessThanOrEqual(width);
      await page.close();
    }
  });

  test('shows the stages side by side where there is room, one below the other where there is none', async () => {
    shown = END;
    const tops = async (width: number) => {
      const page = await open(width);
      const stages = await page.getByRole('region', { name: /^Stage / }).all();
      const boxes = await Promise.all(stages.map((stage) => stage.boundingBox()));
      await page.close();
      return new Set(boxes.map((each) => Math.round(each!.y))).size;
    };

    expect(await tops(1600)).toBe(1);
    expect(await tops(360)).toBe(4);
  });

  test('left nothing in the console and asked for nothing it did not get', () => {
    expect(noise).toEqual([]);
  });
});
