// A page of the board, read and not yet rendered.

import type { PageAsked } from './asked.ts';
import type { FleetView } from './fleet-view.ts';
import type { MeasuresView } from './measures-view.ts';
import type { ReleaseStory } from './release-story.ts';
import type { PipelineView } from './view.ts';

type AskedFor<Page extends PageAsked['page']> = Extract<PageAsked, { readonly page: Page }>;

export type Viewed =
  | (AskedFor<'fleet'> & { readonly view: FleetView })
  | (AskedFor<'measures'> & { readonly view: MeasuresView })
  | (AskedFor<'pipeline'> & { readonly view: PipelineView })
  | (AskedFor<'release'> & { readonly view: ReleaseStory });
