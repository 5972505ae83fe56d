import {pure} from "../../../../functions/user-migration/passwords/argon2";
test("x", async()=>{ console.log(await pure()); });
