/**
 * The order in which k configurations are measured, each `rounds` times: 0 1 | 1 0 | 0 1 ... for two, so that a machine growing slower or
 * faster meanwhile weighs on both alike. Every second round runs backwards; with more than two, each pair of rounds starts one further.
 */
export function abbaOrder(k: number, rounds: number): number[] {
	return Array.from({length: rounds}, (_, round) => {
		// Turning a pair around is reversing it, which the backward round already does.
		const start = k > 2 ? round >> 1 : 0;
		const forward = Array.from({length: k}, (_, i) => (start + i) % k);
		return round % 2 === 0 ? forward : forward.reverse();
	}).flat();
}
