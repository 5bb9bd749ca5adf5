// Words by themselves, in Korean: what metrics are called, and what alarms watch. Names that people give are none.

const TERMS: ReadonlyMap<string, string> = new Map([
  ['age of the oldest message', '가장 오래된 메시지의 나이'],
  ['balancer errors', '로드 밸런서 오류'],
  ['capacity units', '용량 단위'],
  ['client errors', '클라이언트 오류'],
  ['concurrency', '동시성'],
  ['connection errors', '연결 오류'],
  ['cpu', 'CPU'],
  ['dead letters', '배달되지 못한 메시지'],
  ['errors', '오류'],
  ['faults', '장애'],
  ['latency', '지연 시간'],
  ['latency p50', '지연 시간 p50'],
  ['latency p99', '지연 시간 p99'],
  ['memory', '메모리'],
  ['messages published', '게시된 메시지'],
  ['messages received', '받은 메시지'],
  ['records', '레코드'],
  ['requests', '요청'],
  ['requests traced', '추적된 요청'],
  ['response time', '응답 시간'],
  ['saturation', '포화'],
  ['slow requests', '느린 요청'],
  ['status checks passed', '통과한 상태 검사'],
  ['system errors', '시스템 오류'],
  ['tasks running of those desired', '원하는 수 가운데 실행 중인 태스크'],
  ['throttles', '스로틀'],
]);

const DAYS: Readonly<Record<string, string>> = {
  mon: '월',
  tue: '화',
  wed: '수',
  thu: '목',
  fri: '금',
  sat: '토',
  sun: '일',
};

const DAY = '(?:mon|tue|wed|thu|fri|sat|sun)';
const HOURS = new RegExp(`((?:${DAY}, )*${DAY}|every day) (\\d\\d:\\d\\d) to (\\d\\d:\\d\\d)`, 'g');
const MOMENT = new RegExp(`${DAY} (\\d{4}-\\d\\d-\\d\\d) (?=\\d\\d:\\d\\d)`, 'gi');

/**
 * When something may start, and when it is.
 *
 *     mon, tue 09:00 to 16:00 Europe/Berlin   →  월, 화 09:00–16:00 Europe/Berlin
 *     Mon 2026-11-30 09:00+01:00              →  2026-11-30(월) 09:00+01:00
 */
function hoursIn(text: string): string {
  return text
    .replace(HOURS, (_, days: string, from: string, to: string) => {
      const said =
        days === 'every day' ? '매일' : days.replace(/[a-z]+/g, (day) => DAYS[day] ?? day);
      return `${said} ${from}–${to}`;
    })
    .replace(MOMENT, (moment, date: string) => {
      const day = moment.slice(0, 3).toLowerCase();
      return `${date}(${DAYS[day]}) `;
    })
    .replace(/\bcalendar (?=\S)/g, '달력 ')
    .replace(/(?<=; )(\d+) more\b/g, '그 밖에 $1개');
}

/** One term, or several of them; what is none stays as it is: `latency and saturation` → `지연 시간, 포화` */
export function koreanTerm(text: string): string {
  return text
    .split(' or ')
    .map((either) => either.split(' and ').map(termOf).join(', '))
    .join(' 또는 ');
}

function termOf(text: string): string {
  return TERMS.get(text) ?? hoursIn(text);
}
