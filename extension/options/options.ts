// The options page's start.

import "../shared/base.css";
import "./options.css";
import init, { mount_options } from "views";
import { ViewHost } from "../shared/view-host";
import { viewsModule } from "../shared/views-module";

await init({ module_or_path: viewsModule(import.meta.url) });
const root = document.getElementById("root");
if (root) mount_options(new ViewHost({ port: "popup", tab: chrome.tabs.TAB_ID_NONE }), root);
