// PutEvents: each entry stands or falls alone.

import * as z from 'zod';
import { isTooDeep } from '../../json-bounds.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { parseInput, text, time } from '../input.ts';
import { accept } from './accept.ts';
import { eventTime } from './event.ts';
import type { EventsState } from './state.ts';

const Entry = z.object({
  Time: time.optional(),
  Source: z.string().optional(),
  Resources: z.array(text).optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: text.optional(),
});
const PutEvents = z.object({ Entries: z.array(Entry) });

type Given = z.infer<typeof Entry>;

/** Of all entries together, as the user guide says it. */
const MOST_BYTES = 1_048_576;
/** Characters of a source and of a detail-type. */
const LONGEST_SOURCE = 256;
const LONGEST_TYPE = 128;

export function putEvents(state: EventsState): Operation {
  return (input, call) => {
    const { Entries: given } = parseInput(PutEvents, input);
    if (given.reduce((sum, entry) => sum + bytesOf(entry), 0) > MOST_BYTES)
      throw new AwsError(
        'ValidationException',
        'Total size of the entries in the request is over the limit.',
      );
    const Entries = given.map((entry) => putEntry(state, entry, call));
    return { FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries };
  };
}

/** As EventBridge counts them: a time is 14 bytes. */
function bytesOf({
  Time,
  Source = '',
  DetailType = '',
  Detail = '',
  Resources = [],
}: Given): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, each) => sum + Buffer.byteLength(each), Time ? 14 : 0);
}

/** A bus that does not exist swallows its events. */
function putEntry(state: EventsState, entry: Given, call: Call) {
  const { clock, buses } = state;
  const refusal = whyNot(entry);
  if (refusal) return refusal;
  const { Source = '', DetailType = '', Detail = '', Resources = [], Time, EventBusName } = entry;
  const bus = buses.find(call, EventBusName);
  if (!bus) return { EventId: call.requestId };
  const event = {
    source: Source,
    'detail-type': DetailType,
    detail: JSON.parse(Detail) as unknown,
    account: call.account,
    region: call.region,
    resources: Resources,
    time: eventTime(Time ?? clock.now()),
  };
  return { EventId: accept(state, event, bus) };
}

function whyNot({ Source, DetailType, Detail }: Given) {
  const invalid = (name: string, reason: string) => ({
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}`,
  });
  if (!Source) return invalid('Source', 'Source is a required argument.');
  if (!DetailType) return invalid('DetailType', 'DetailType is a required argument.');
  if (!Detail) return invalid('Detail', 'Detail is a required argument.');
  if (Source.length > LONGEST_SOURCE)
    return invalid('Source', `Source must have at most ${LONGEST_SOURCE} characters.`);
  if (DetailType.length > LONGEST_TYPE)
    return invalid('DetailType', `DetailType must have at most ${LONGEST_TYPE} characters.`);
  if (/^\s*\{/.test(Detail) && isJson(Detail)) return undefined;
  return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function isJson(json: string): boolean {
  if (isTooDeep(json)) return false;
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
