const modulus = 2 ** 52;

/** Spreads a small whole number over 52 bits (murmur3's finalizer, twice), so that sums of few do not meet by chance. */
export function spread(number: number): number {
	const mix = (seed: number) => {
		let hash = Math.imul(number ^ seed, 0x85_EB_CA_6B);
		hash = Math.imul(hash ^ (hash >>> 13), 0xC2_B2_AE_35);
		return (hash ^ (hash >>> 16)) >>> 0;
	};

	return (mix(0x9E_37_79_B9) & 0xF_FF_FF) * 2 ** 32 + mix(0x7F_4A_7C_15);
}

/** The sum of spread numbers: equal for equal collections, in whatever order they come. */
export function addHashes(a: number, b: number): number {
	return (a + b) % modulus;
}
