//! How parts are declared.

/// Names the parts: the pages of each, and the function at which the browser's module is cut.
macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident, cut at $cut:ident, loaded by $load:ident: { $($page:ident = $component:path,)+ })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy)]
            pub enum $part {
                $(#[allow(missing_docs)] $page,)+
            }

            impl $part {
                fn view(self) -> AnyView {
                    match self {
                        $(Self::$page => $component().into_any(),)+
                    }
                }

                #[cfg(feature = "split")]
                fn come(self) -> Coming {
                    Box::pin(async move { missing::or_leave($cut(self).await).await })
                }

                #[cfg(not(feature = "split"))]
                fn come(self) -> Coming {
                    Box::pin(ready(self.view()))
                }

                /// The page, for the router.
                pub const fn page(self) -> Page {
                    match self {
                        $(Self::$page => Page(|| Self::$page.come()),)+
                    }
                }
            }

            #[cfg(feature = "split")]
            #[leptos::wasm_split::wasm_split($cut, wasm_split_path = leptos::wasm_split, fallible, preload($load))]
            fn $cut(page: $part) -> Result<AnyView, missing::Missing> {
                Ok(page.view())
            }
        )+

        /// A part of the browser's module.
        #[cfg(any(feature = "split", test))]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Part {
            $($part,)+
        }

        /// Loads a part, and says whether it is there.
        #[cfg(feature = "split")]
        async fn load(part: Part) -> bool {
            match part {
                $(Part::$part => $load().await.is_ok(),)+
            }
        }
    };
}

pub(super) use parts;
