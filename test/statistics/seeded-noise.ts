/** Numbers in [0, 1) that are the same on every machine (mulberry32). */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A machine: what it makes of a true run time, one run after the other. */
export type Machine = (ms: number) => number;

function gaussian(random: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function steadyMachine(random: () => number, noise: number): Machine {
	return (ms) => ms * (1 + noise * gaussian(random));
}

/** Lognormal noise, and every twentieth run or so is interrupted and takes up to four times as long. */
export function spikyMachine(random: () => number, noise: number): Machine {
	return (ms) => ms * Math.exp(noise * gaussian(random)) * (random() < 0.05 ? 1 + 3 * random() : 1);
}

/** Speed that wanders: each run keeps nine tenths of the deviation of the run before. */
export function wanderingMachine(random: () => number, noise: number): Machine {
	let deviation = 0;
	return (ms) => {
		deviation = 0.9 * deviation + noise * gaussian(random);
		return ms * Math.exp(deviation);
	};
}

/** A processor that heats up: every run takes a little longer than the one before. */
export function warmingMachine(random: () => number, noise: number, perRun: number): Machine {
	let runs = 0;
	return (ms) => ms * (1 + perRun * runs++) * (1 + noise * gaussian(random));
}

/** Two speeds, as with two kinds of core or a neighbour who comes and goes: a run stays at the speed of the run before with this chance. */
export function bimodalMachine(random: () => number, noise: number, gap: number, stays: number): Machine {
	let slow = random() < 0.5;
	return (ms) => {
		slow = random() < stays ? slow : !slow;
		return ms * Math.exp(noise * gaussian(random)) * (slow ? 1 + gap : 1);
	};
}

/** EXPLAIN's clock: whole microseconds. */
export function ticking(machine: Machine): Machine {
	return (ms) => Math.round(machine(ms) * 1000) / 1000;
}
