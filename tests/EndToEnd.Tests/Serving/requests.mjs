// Prints what the schema JobRequest says of requests: for each a line, a JSON array of texts that is empty for a valid one.
// Usage: node requests.mjs DOCUMENT REQUESTS; REQUESTS is a file with an array of requests.
import { Schemas, read } from "./schemas.mjs";

const [documentFile, requestsFile] = process.argv.slice(2);
const schemas = new Schemas(read(documentFile));
for (const request of read(requestsFile)) console.log(JSON.stringify(schemas.check(request, schemas.document.components.schemas.JobRequest)));
