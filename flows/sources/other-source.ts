// What a source is asked that is no project of CodeBuild. What it has counts as a build: it has succeeded,
// and no number.

import type { Build } from '../../aws/codebuild.ts';
import type { Admission } from '../../core/admission/admission.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { Revision } from '../../core/revision.ts';
import type { Ports } from '../ports.ts';

export type Pinned = Pick<Revision, 'digest' | 'artifact' | 'images' | 'parts'>;

export interface OtherSource {
  /** All that it has, the newest first, a page at a time. */
  pages(ports: Ports, pipeline: PipelineDefinition): AsyncIterable<readonly Build[]>;
  /** What is called so; nothing where there is none. */
  named(ports: Ports, pipeline: PipelineDefinition, wanted: string): Promise<readonly Build[]>;
  admission(build: Build, pipeline: PipelineDefinition): Admission;
  /** Throws `Refused` where it cannot be pinned. */
  pin(ports: Ports, pipeline: PipelineDefinition, build: Build): Promise<Pinned>;
  /** How a person names what it has. */
  readonly howToName: string;
}
