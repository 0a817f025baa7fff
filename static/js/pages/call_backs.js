// Calling back: the keyboard and sending; the list is read anew now and then.
import { listenForFormKeys } from "./form_keys.js";
import { sendSturdily } from "./sturdy_forms.js";

sendSturdily(document);
listenForFormKeys(document);
