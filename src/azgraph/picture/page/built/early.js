(()=>{var{classList:t}=document.documentElement;t.add("scripted","waiting");location.hash.length>1&&t.add("linked");})();
