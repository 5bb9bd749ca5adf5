// Fault Injection Service: experiments that are tests.

import * as z from 'zod';
import type { Place } from './clients.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Experiments {
  /** Starts one of a template, once for a token; resolves to its id, or to undefined without such a template. */
  start(place: Place, template: string, token: string): Promise<string | undefined>;
  /** Where it stands; undefined where there is none of that id. */
  get(place: Place, id: string): Promise<ExperimentState | undefined>;
  /** Stops it; one that has ended stays as it is. */
  stop(place: Place, id: string): Promise<void>;
}

export interface ExperimentState {
  readonly status: string;
  readonly reason: string;
}

/** Three operations of one service: its client is larger than all else of a test. */
const START_EXPERIMENT = { service: 'fis', path: '/experiments', operation: 'StartExperiment' };
const READ_EXPERIMENT = { service: 'fis', path: '/experiments', operation: 'GetExperiment' };
const STOP_EXPERIMENT = { service: 'fis', path: '/experiments', operation: 'StopExperiment' };

const Answer = z.object({
  experiment: z.object({
    id: z.string(),
    state: z.object({ status: z.string(), reason: z.string().nullish() }),
  }),
});

/** An operation of one experiment. */
function of(operation: typeof READ_EXPERIMENT, id: string) {
  return { ...operation, path: `/experiments/${id}` };
}

export function fis(access: MemberAccess): Experiments {
  const missing = ['ResourceNotFoundException'];

  /** Undefined for what is not there. */
  async function found<T>(
    action: string,
    call: Promise<T>,
    none = missing,
  ): Promise<T | undefined> {
    try {
      return await call;
    } catch (thrown) {
      if (none.includes(nameOf(thrown))) return undefined;
      return translated(action, Promise.reject(thrown));
    }
  }

  return {
    async start(place, template, token) {
      const asked = { clientToken: token, experimentTemplateId: template };
      const called = signedCall(access, place, START_EXPERIMENT, asked, { to: 'test' });
      const answered = await found(`starting an experiment of ${template}`, called);
      return answered === undefined ? undefined : Answer.parse(answered).experiment.id;
    },
    async get(place, id) {
      const read = { ...of(READ_EXPERIMENT, id), method: 'GET' as const };
      const answered = await found(`reading experiment ${id}`, signedCall(access, place, read, {}));
      if (answered === undefined) return undefined;
      const { status, reason } = Answer.parse(answered).experiment.state;
      return { status, reason: reason ?? '' };
    },
    async stop(place, id) {
      const stop = { ...of(STOP_EXPERIMENT, id), method: 'DELETE' as const };
      const ended = [...missing, 'ValidationException'];
      const called = signedCall(access, place, stop, {}, { to: 'test' });
      await found(`stopping experiment ${id}`, called, ended);
    },
  };
}
