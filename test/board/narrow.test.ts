// A release's page in a narrow window: what a metric is called, and what has happened, can be read.

import { readerOf } from '../../board/reader.ts';
import { pagesOf, worldOf } from './all-pages.ts';
import { describeInChromium, launchBrowser } from './browser.ts';

describeInChromium('a release in a narrow window', () => {
  test.each(['en', 'ko'])(
    'has room for its words: %s',
    async (lang) => {
      const world = await worldOf('errors-rise', ['beta', 'one-box']);
      await world.play();
      const shown = await pagesOf(world, readerOf({ lang }));
      await world.close();
      const { page: markup = '' } = shown.find(({ name }) => name.startsWith('release ')) ?? {};
      const browser = await launchBrowser();
      const page = await browser.newPage({ viewport: { width: 360, height: 900 } });
      await page.setContent(markup);

      const widthOf = async (where: string) =>
        Math.round((await page.locator(where).first().boundingBox())?.width ?? 0);
      const widths = [
        await widthOf('.tg-metrics tbody th'),
        await widthOf('.tg-metrics .tg-chart'),
        await widthOf('.tg-story tbody td:last-child'),
      ];
      await browser.close();

      expect(Math.min(...widths)).toBeGreaterThan(100);
    },
    60_000,
  );
});
