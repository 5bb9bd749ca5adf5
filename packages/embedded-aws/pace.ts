// How fast virtual time passes for somebody who looks on.

/**
 * Called before each jump with both times; what it resolves to is the time to jump to, no later than `to`. It may end
 * early once `woken` resolves: something has parked meanwhile, and acts at the time that has been reached. While much
 * happens at once it is called now and then with one time twice, so that whoever looks on can show it, or leave.
 */
export type Pace = (from: number, to: number, woken?: Promise<void>) => Promise<number>;
