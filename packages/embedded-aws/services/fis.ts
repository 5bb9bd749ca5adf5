// Fault Injection Service: experiments of templates, and the event at each change of their state.

import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import { partitionOf } from '../partition.ts';
import { AwsError, type Call, type Service, type Tags } from '../service.ts';
import type { Emit } from './events/event.ts';
import { parseInput, text } from './input.ts';
import { type Place, places } from './places.ts';

export interface ExperimentEnd {
  readonly status: 'completed' | 'stopped' | 'cancelled' | 'failed';
  readonly reason?: string;
  readonly seconds: number;
}

/** What an experiment of the template comes to; for ever where it never ends. */
export type ExperimentTemplate = () => ExperimentEnd;

interface Experiment {
  readonly id: string;
  readonly templateId: string;
  status: 'running' | ExperimentEnd['status'];
  reason: string;
}

export interface Fis {
  readonly service: Service;
  /** Roles may be limited to templates by their tags. */
  add(place: Place, templateId: string, run: ExperimentTemplate, tags?: Tags): void;
  /** Of all that were started there. */
  experiments(place: Place): readonly Readonly<Experiment>[];
}

const Start = z.object({ clientToken: text, experimentTemplateId: text });
const Named = z.object({ Name: text });

const emptyPlace = () => ({
  templates: new Map<string, ExperimentTemplate>(),
  tags: new Map<string, Tags>(),
  experiments: new Map<string, Experiment>(),
  tokens: new Map<string, string>(),
});
type Kept = ReturnType<typeof emptyPlace>;

export function fis(clock: VirtualClock, emit: Emit): Fis {
  const kept = places(emptyPlace);
  const ids = clock.chance.stream('experiments');

  function named(input: unknown, call: Call): Experiment {
    const { Name } = parseInput(Named, input);
    const experiment = kept.at(call).experiments.get(Name);
    if (experiment) return experiment;
    throw new AwsError('ResourceNotFoundException', `Experiment ${Name} not found.`, 404);
  }

  function template(input: unknown, call: Call) {
    const { Name: id } = parseInput(Named, input);
    const { templates, tags } = kept.at(call);
    if (templates.has(id)) return { id, tags: tags.get(id) };
    throw new AwsError('ResourceNotFoundException', `Template ${id} not found.`, 404);
  }

  function start(input: unknown, call: Call) {
    const { clientToken, experimentTemplateId: templateId } = parseInput(Start, input);
    const { templates, experiments, tokens } = kept.at(call);
    const before = experiments.get(tokens.get(clientToken) ?? '');
    if (before) return { experiment: form(before) };
    const run = templates.get(templateId);
    if (run === undefined)
      throw new AwsError('ResourceNotFoundException', `Template ${templateId} not found.`, 404);
    const id = `EXP${ids.uuid().replaceAll('-', '').slice(0, 16)}`;
    const experiment: Experiment = { id, templateId, status: 'running', reason: '' };
    experiments.set(id, experiment);
    tokens.set(clientToken, id);
    const end = run();
    if (end.seconds !== Number.POSITIVE_INFINITY)
      clock.at(clock.millis() + end.seconds * 1000, () => finish(emit, experiment, call, end));
    return { experiment: form(experiment) };
  }

  function stop(input: unknown, call: Call) {
    const experiment = named(input, call);
    finish(emit, experiment, call, { status: 'stopped', reason: 'Experiment stopped by user.' });
    return { experiment: form(experiment) };
  }

  return {
    service: {
      id: 'fis',
      meant: resourcesOf,
      tagsOf: (arn, call) => tagsIn(kept.at(call), arn),
      operations: {
        GetExperimentTemplate: (input, call) => ({ experimentTemplate: template(input, call) }),
        GetExperiment: (input, call) => ({ experiment: form(named(input, call)) }),
        StartExperiment: start,
        StopExperiment: stop,
      },
    },
    add: (place, templateId, run, tags = {}) => addTo(kept.at(place), { templateId, run, tags }),
    experiments: (place) => [...kept.at(place).experiments.values()],
  };
}

function addTo(
  { templates, tags: all }: Kept,
  of: { readonly templateId: string; readonly run: ExperimentTemplate; readonly tags: Tags },
): void {
  templates.set(of.templateId, of.run);
  all.set(of.templateId, of.tags);
}

function tagsIn({ tags }: Kept, arn: string): Tags | undefined {
  return tags.get(arn.split('experiment-template/')[1] ?? '');
}

/** A template and what is made of it are both asked for. */
function resourcesOf(operation: string, input: unknown, { account, region }: Call): string[] {
  const { Name, experimentTemplateId } = input as Record<string, unknown>;
  const arn = `arn:${partitionOf(region)}:fis:${region}:${account}`;
  if (operation === 'GetExperimentTemplate') return [`${arn}:experiment-template/${Name}`];
  if (operation !== 'StartExperiment') return [`${arn}:experiment/${Name}`];
  return [`${arn}:experiment-template/${experimentTemplateId}`, `${arn}:experiment/*`];
}

function form({ id, templateId, status, reason }: Experiment) {
  return { id, experimentTemplateId: templateId, state: { status, reason } };
}

function finish(
  emit: Emit,
  experiment: Experiment,
  { account, region }: Place,
  { status, reason = '' }: Omit<ExperimentEnd, 'seconds'>,
): void {
  if (experiment.status !== 'running') return;
  Object.assign(experiment, { status, reason });
  emit({
    source: 'aws.fis',
    'detail-type': 'FIS Experiment State Change',
    account,
    region,
    detail: {
      'experiment-id': experiment.id,
      'experiment-template-id': experiment.templateId,
      'new-state': { status, reason },
      'old-state': { status: 'running', reason: '' },
    },
  });
}
