// The same in Korean, in the words of `docs/ko`. What commands take stays as it is written there: an outcome bears its
// name beside it.

import { formatDuration } from '../../core/duration.ts';
import { html } from '../html.ts';
import type { Words } from './english.ts';
import { koreanMeasures } from './korean-measures.ts';

const UNITS = { d: '일', h: '시간', m: '분', s: '초' } as const;

/** `1m30s` → `1분 30초` */
export function koreanDuration(short: string): string {
  const said = short.replace(
    /(\d+)([dhms])/g,
    (_, count: string, unit: keyof typeof UNITS) => `${count}${UNITS[unit]} `,
  );
  return said.trimEnd();
}

const changes = {
  awaited: '동의를 기다림',
  prepared: '준비됨',
  'under way': '진행 중',
  made: '바뀜',
} as const;

export const korean: Words = {
  ...koreanMeasures,
  waves: {
    ahead: '아직 도달하지 않음',
    waiting: '게이트에서 대기 중',
    deploying: '배포 중',
    testing: '테스트 중',
    baking: '베이크 중',
    asking: '사람의 답을 기다림',
    rollingBack: '롤백 중',
    passed: '통과',
    overridden: '사람이 통과시킴',
    rolledBack: '롤백됨',
    stopped: '중단됨',
    leftDirty: '상태를 증명하지 못함',
  },
  targets: {
    empty: '아직 배포되지 않음',
    baked: '베이크 완료',
    onTrial: '아직 베이크 전',
    deploying: '배포 중',
    rollingBack: '롤백 중',
    unproven: '증명되지 않음',
  },
  outcomes: {
    Promoted: '승격(Promoted)',
    RolledBack: '롤백(RolledBack)',
    Stopped: '중단(Stopped)',
    Superseded: '대체(Superseded)',
    Refused: '거부(Refused)',
    LeftDirty: '미증명(LeftDirty)',
  },
  tests: {
    ahead: '테스트',
    running: '실행 중',
    passed: '통과',
    failed: '실패',
    inconclusive: '판정 불가',
  },
  verdicts: { pass: '통과(pass)', fail: '실패(fail)', inconclusive: '판정 불가(inconclusive)' },
  undecided: '아직 판정 전',
  states: {
    needsPerson: '사람이 필요함',
    drifted: '드리프트',
    stopped: '중단되었거나 되돌림',
    held: '보류됨',
    moving: '진행 중',
    quiet: '조용함',
  },
  monthDay: (month, day) => `${month}월 ${day}일`,
  duration: (seconds) => koreanDuration(formatDuration(seconds)),
  changes: ({ is, text }) => `${changes[is]}: ${text}`,
  utc: 'UTC',
  asOf: (time, zone) => html`${time} 기준 (${zone})`,
  since: (time) => html`${time}부터`,

  thisPage: '이 페이지',
  board: '보드',
  fleet: '전체 서비스',
  stopFollowing: '자동 갱신 멈추기',
  loadAgain: '다시 불러오기',
  follow: (seconds) => `자동 갱신 (${seconds}초마다)`,
  otherLanguage: 'English',
  unreadable: (name) => `지금은 ${name}을(를) 읽을 수 없습니다.`,
  nothingHere: '여기에는 아무것도 없습니다. 전체 서비스는 /board에 있습니다.',

  fleetHeadline: (services, needing) =>
    needing === 0
      ? `서비스 ${services}개: 사람이 필요한 곳 없음`
      : `서비스 ${services}개: ${needing}개에 사람이 필요함`,
  couldNotBeRead: (names) => `지금 읽을 수 없음: ${names}`,
  needsPerson: '사람이 필요한 일',
  andMore: (count) => `그 밖에 ${count}개`,
  all: '전체',
  byState: '상태별',
  byTeam: '팀별',
  noService: '보여 줄 서비스가 없습니다.',
  services: '서비스 목록',
  fleetCaption: '어디에서 무엇이 실행되고, 무엇이 오고 있는지',
  service: '서비스',
  team: '팀',
  waits: (label) => html`${label} <i>대기 중</i>`,
  held: (what) => html`보류: ${what}`,
  expectedAt: (time) => html`${time} 도착 예상`,
  regions: (count) => `리전 ${count}개`,
  nothing: '없음',
  none: '없음',
  quarantined: '격리됨',

  releases: '릴리스',
  noReleases: '아직 없음',
  ledger: '원장',
  nothingHappened: '아직 일어난 일이 없습니다.',
  when: (zone) => html`시각 (${zone})`,
  where: '위치',
  what: '내용',
  release: '릴리스',
  rollbackOf: (label) => html`${label} 롤백`,
  attempt: (count) => `${count}번째 시도`,
  endedAfter: (outcome, took) => `${outcome}, ${took} 걸림`,
  startedAgo: (place, took) => html`${place}; ${took} 전에 시작`,
  started: (time) => html`${time} 시작`,
  track: (waves) => `웨이브: ${waves}`,

  stage: (name) => `스테이지 ${name}`,
  free: '비어 있음',
  heldBy: (label) => html`${label}이(가) 사용 중`,
  takenBackFrom: (label) => html`${label}에서 되돌리는 중`,
  frozen: (time, reason) => html`<strong>동결됨</strong>, ${time}부터: ${reason}`,
  stopped: (what) => html`<strong>멈춤</strong>: ${what}`,
  stageHeld: (label) => html`<strong>보류됨</strong>: ${label}보다 새로운 것만 들어올 수 있음`,
  waitsAtGate: (label, time) => html`${label}이(가) ${time}부터 게이트 앞에서 대기 중`,
  pileUp: (others, isQueue, since) =>
    html`, ${isQueue ? `뒤에 ${others}개 더 있음` : `${others}개가 자리를 내줌`}, 가장 오래된 것은 ${since}부터`,

  noRelease: '아직 릴리스 없음',
  bakedFor: (time) => `${time} 동안 베이크함`,
  bakesFor: (time) => `${time} 동안 베이크할 예정`,
  bakeLeft: (time) => `${time} 남음`,
  percent: (value) => `${value}%`,
  ofExtension: (percent) => `연장분의 ${percent}`,
  bake: (percent, left) => `베이크: ${percent}, ${left}`,
  of: (time) => `전체 ${time}`,
  soFar: (reason) => html`지금까지: ${reason}`,
  clearedBy: (since, by) => html`${since}부터; 푸는 방법: ${by}`,

  placedIn: (kind, region, account) => `${region}의 ${kind}, 계정 ${account}`,
  gets: (label) => html`${label} 받는 중`,
  backTo: (label) => html`${label}(으)로 되돌리는 중`,
  lastBaked: (label) => html`마지막 베이크 완료: ${label}`,
  sinceQuarantined: '그 뒤 격리됨',
  countedTargets: (count, told) => `타깃 ${count}개: ${told}`,
  countedStatus: (count, status) => `${status} ${count}개`,
  readAt: (time) => html`${time}에 읽음`,
  driftedSince: (time, text) => html`<strong>드리프트</strong>, ${time}에 발견: ${text}`,
  unsettledSince: (time, text) => html`<strong>확정되지 않음</strong>, ${time}에 발견: ${text}`,
  drifted: (count) => `드리프트 ${count}개`,
  isDrifted: '드리프트',

  storyTitle: (label, pipeline) => `${pipeline}의 ${label}`,
  bigRollbackOf: (label) => html`${label} 롤백`,
  why: '판정 근거',
  noBake: '아직 시작된 베이크가 없어 설명할 것이 없습니다.',
  timeline: '타임라인',
  moreLines: (count) => `그 밖에 ${count}줄: tidegate ledger로 볼 수 있음`,
  onItsWay: (took) => `${took}째 진행 중`,
  commit: '커밋',
  author: '작성자',
  build: '빌드',
  startedAt: '시작',
  endedAt: '종료',
  suspect: (what, reason) => html`의심: ${what}, ${reason}`,
  corrected: (is, by, reason) => html`정정: ${is}, ${by}: ${reason}`,
  judgeOff: '판정기가 꺼져 있었거나 측정할 것이 없었음',
  whileShifted: '트래픽이 옮겨 가는 동안, 새 버전과 옛 버전을 나란히',
  bakeWord: '베이크',
  inShadow: ', 그림자 모드: 결과에 영향을 주지 않음',
  lookedAt: (time) => html`; ${time}에 확인`,
  likelyCause: (causes) => html`유력한 원인: ${causes}`,
  nextCause: ', 그다음 ',
  metric: '지표',
  expected: '예상',
  observed: '관측',
  beforeAndSince: '이전과 이후',
  metricOf: (metric, node) => `${node}의 ${metric}`,
  unknown: '알 수 없음',
  meanwhile: (what) => html`같은 시간에: ${what}`,
};
