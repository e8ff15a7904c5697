/** A bundle made by run.mjs: planflip's with the caches that the program has, the other with Ink as it comes. */
export async function load<Module>(bundle: string): Promise<Module> {
	return await import(bundle) as Module;
}
